package dev.redress.appeal;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What the person's pages say, `{person:key}` in a template; in other languages in
/// `messages/person_<language>.properties`. Short and kind, for a reading age of about nine.
@MessageBundle(value = "person", locale = "en")
public interface PersonWords {

    // The notice

    @Message("Your decision")
    String noticeTitle();

    @Message("What was decided")
    String noticeHeading();

    @Message("Decided on {date}")
    String decidedOn(String date);

    @Message("Why")
    String why();

    @Message("The rule: {clause}")
    String rule(String clause);

    @Message("This rests on:")
    String restsOn();

    @Message("This rests on a law:")
    String restsOnLaw();

    @Message("This rests on a contract or its terms:")
    String restsOnTerms();

    @Message("This rests on a rule of the organisation:")
    String restsOnRules();

    @Message("No reason was sent with this decision.")
    String noReasons();

    @Message("All the facts that were used")
    String allFacts();

    @Message("From: {source}")
    String from(String source);

    @Message("seen on {date}")
    String seenOn(String date);

    @Message("What would have changed the result")
    String counterfactuals();

    @Message("If:")
    String ifChanged();

    @Message("then:")
    String thenResult();

    @Message("How much a machine did")
    String machine();

    @Message("A computer program decided this by itself. No person took part.")
    String machineFully();

    @Message("A computer program took part in this decision, and so did a person.")
    String machinePartly();

    @Message("A person decided this.")
    String machineNot();

    @Message("We were not told how much a machine did.")
    String machineUnknown();

    @Message("The rules used were “{policy}”, version {version}.")
    String policyVersion(String policy, String version);

    @Message("The program used was {model}.")
    String modelUsed(String model);

    @Message("Which version of the program was used is not known.")
    String modelUnknown();

    @Message("What this means for you")
    String meaning();

    @Message("It applies from {date}")
    String effectFrom(String date);

    @Message("It applies until {date}")
    String effectUntil(String date);

    @Message("What you were promised")
    String promised();

    @Message("Nothing on record shows that this was done.")
    String unbacked();

    @Message("What you can do")
    String options();

    @Message("You can ask a person to look at this again. It is free. It will not be held against you.")
    String canAppeal();

    @Message("You can appeal until")
    String appealUntil();

    @Message("The time to appeal was until")
    String appealWasUntil();

    @Message("You can still appeal. A person will first decide if a late appeal can be taken.")
    String lateExplained();

    @Message("Appeal this decision")
    String startAppeal();

    @Message("Go on with your appeal")
    String continueAppeal();

    @Message("See how your appeal is going")
    String seeStatus();

    @Message("You can win if one of these is true:")
    String groundsThatWin();

    @Message("You cannot appeal this decision here.")
    String notAppealable();

    @Message("How to get help")
    String help();

    @Message(
            "Someone you trust can help you or fill this in for you. You can stop at any time and come back: we keep what you typed.")
    String helpText();

    @Message("Where else you can turn")
    String elsewhere();

    @Message(
            "You can also ask a lawyer, an advice centre, the authority for this field, or a court. An appeal here does not take that away.")
    String elsewhereText();

    // Where else to turn

    @Message("These places may help:")
    String elsewherePlaces();

    @Message("Advice")
    String elsewhereAdvice();

    @Message("Help to agree without a court")
    String elsewhereOutOfCourt();

    @Message("Public office")
    String elsewhereAuthority();

    @Message("Court")
    String elsewhereCourt();

    @Message("Phone:")
    String elsewherePhone();

    // Help

    @Message("You can also ask the organisation for help:")
    String helpContact();

    // The end of the notice

    // Grounds

    @Message("A fact is wrong")
    String groundFactWrong();

    @Message("You can point at the fact and tell us what is right.")
    String groundFactWrongHint();

    @Message("Something important was left out")
    String groundEvidenceOverlooked();

    @Message("For example a letter, a photo or a reason you gave.")
    String groundEvidenceOverlookedHint();

    @Message("The rule was used in the wrong way")
    String groundRuleMisapplied();

    @Message("The rule does not fit your case, or says something else.")
    String groundRuleMisappliedHint();

    @Message("Others in my place were treated differently")
    String groundInconsistent();

    @Message("You know of a case like yours with another result.")
    String groundInconsistentHint();

    @Message("The rule itself is unfair")
    String groundRuleUnfair();

    @Message("We pass this on to the people who make the rules.")
    String groundRuleUnfairHint();

    @Message("Something else")
    String groundSomethingElse();

    @Message("You can tell us in your own words.")
    String groundSomethingElseHint();

    // Questions

    @Message("What is wrong with this decision?")
    String askGrounds();

    @Message("Choose all that fit. You can explain on the next pages.")
    String askGroundsHint();

    @Message("Choose at least one thing that is wrong")
    String groundsMissing();

    @Message("Which facts are wrong?")
    String askFacts();

    @Message("Choose all that are wrong.")
    String askFactsHint();

    @Message("Choose the fact that is wrong")
    String factsMissing();

    @Message("What is right instead?")
    String askFact();

    @Message("We have: {value}")
    String weHave(String value);

    @Message("What it should be")
    String correctValue();

    @Message("Enter what it should be")
    String correctValueMissing();

    @Message("How do you know? (optional)")
    String howYouKnow();

    @Message("Tell us what happened")
    String askStatement();

    @Message("Use your own words. You do not need to know the law.")
    String askStatementHint();

    @Message("Tell us what happened, in a few words")
    String statementMissing();

    @Message("That is too long. Use {count} characters or fewer")
    String tooLong(int count);

    @Message("A sign in your text cannot be stored. Please type it again")
    String unclean();

    @Message("Are you appealing for yourself?")
    String askWho();

    @Message("Yes, this is about me")
    String whoSelf();

    @Message("No, I am helping someone")
    String whoOther();

    @Message("Choose if this is about you")
    String whoMissing();

    @Message("Your name")
    String helperName();

    @Message("Only if you are helping someone.")
    String helperNameHint();

    @Message("Enter your name")
    String helperNameMissing();

    @Message("How do you know this person? (optional)")
    String helperRelation();

    @Message("Should the decision wait until we have looked again?")
    String askPause();

    @Message("We ask the organisation to wait. They may say no, and must say why.")
    String askPauseHint();

    @Message("Yes, please ask them to wait")
    String pauseYes();

    @Message("No")
    String pauseNo();

    @Message("Choose yes or no")
    String pauseMissing();

    @Message("How can we reach you? (optional)")
    String askContact();

    @Message("Email address")
    String email();

    @Message("We only use it to tell you about this appeal. You can leave it empty and look at this page.")
    String emailHint();

    @Message("Enter an email address like name@example.com, or leave it empty")
    String emailWrong();

    @Message("Check your answers")
    String check();

    @Message("What is wrong")
    String checkGrounds();

    @Message("Wrong facts")
    String checkFacts();

    @Message("What happened")
    String checkStatement();

    @Message("Who is appealing")
    String checkWho();

    @Message("{name}, for the person")
    String checkHelper(String name);

    @Message("Wait with the decision")
    String checkPause();

    @Message("Email")
    String checkContact();

    @Message("Not given")
    String notGiven();

    @Message("Now send your appeal")
    String sendHeading();

    @Message("A person who had no part in the decision will read it.")
    String sendText();

    @Message("Send your appeal")
    String send();

    @Message("Continue")
    String goOn();

    @Message("We have saved your answers so far.")
    String saved();

    // Status

    @Message("Your appeal")
    String statusTitle();

    @Message("We have your appeal")
    String stateReceived();

    @Message("A person is looking at your case")
    String stateInReview();

    @Message("You have an answer")
    String stateRuled();

    @Message("You took your appeal back")
    String stateWithdrawn();

    @Message("Your appeal {reference} is about this decision too. You sent it on {date}. One person looks at both.")
    String covered(String reference, String date);

    @Message("A newer decision took the place of this one. It is from {date}. It has its own link.")
    String superseded(String date);

    @Message("Is this about something else? Then appeal it here as well.")
    String coveredAlone();

    @Message("Your appeal is also about:")
    String alsoAbout();

    @Message("You have not appealed")
    String stateNotAppealed();

    @Message("Keep this page. You can come back with the same link at any time.")
    String keepLink();

    @Message("Sent on")
    String sentOn();

    @Message("This appeal came after the time to appeal. A person decides if it can be taken.")
    String lateNote();

    @Message("You get an answer by")
    String answerBy();

    @Message("The answer was due by")
    String answerWasDue();

    @Message("We are late. We are sorry. Your case has not been forgotten.")
    String answerLate();

    @Message("What happens next")
    String next();

    @Message(
            "A person who had no part in the decision reads everything and decides. You then see the answer and the reasons here.")
    String nextText();

    @Message("The answer")
    String answer();

    @Message("The reasons")
    String reasons();

    @Message("We looked at this again without being asked")
    String unasked();

    @Message("The decision was not right. We have changed it.")
    String unaskedChanged();

    @Message("The decision stays as it is.")
    String unaskedKept();

    @Message("The new result")
    String newResult();

    @Message("Facts put right")
    String factsPutRight();

    @Message("What is right")
    String nowRight();

    @Message("You were right. The decision was changed.")
    String verdictOverturned();

    @Message("You were partly right. The decision was changed in part.")
    String verdictPartlyOverturned();

    @Message("The decision stays as it is.")
    String verdictUpheld();

    @Message("The decision has to be made again.")
    String verdictRemitted();

    @Message("The appeal could not be taken.")
    String verdictInadmissible();

    @Message("Who decided this")
    String independence();

    @Message("A person, not a machine. Before they decided, we checked that this person:")
    String independenceText();

    @Message("had not ruled on this decision before")
    String checkedNoEarlierRuling();

    @Message("had no part in an earlier look at this decision")
    String checkedNoEarlierPart();

    @Message("does not run the program that decided")
    String checkedNotAgentOperator();

    @Message("did not write or approve the rules that were used")
    String checkedNotPolicyAuthor();

    @Message("is not the person the decision is about")
    String checkedNotTheSubject();

    @Message("has no known tie to the agent, the rules or the person")
    String checkedNoRecordedConflict();

    @Message("What is being done")
    String remedies();

    @Message("Decided in your favour. Ordered on {date}. Not yet done.")
    String remedyOrdered(String date);

    @Message("To be done by {date}.")
    String remedyDue(String date);

    @Message("Ordered on {ordered}. Done on {done}.")
    String remedyDone(String ordered, String done);

    @Message("Ordered on {date}. It could not be done yet. People are working on it.")
    String remedyFailed(String date);

    @Message("If you do not agree")
    String nextInstance();

    @Message("You can ask for a second look by another person.")
    String secondLevel();

    @Message("What has happened so far")
    String timeline();

    @Message("The decision was made")
    String eventDecided();

    @Message("You sent your appeal")
    String eventFiled();

    @Message("A person began to look at your case")
    String eventTakenUp();

    @Message("Your appeal was decided")
    String eventRuled();

    @Message("It was ordered to put things right")
    String eventRemedyOrdered();

    @Message("It was done")
    String eventRemedyDone();

    @Message("It could not be done")
    String eventRemedyFailed();

    @Message("You took your appeal back")
    String eventWithdrawn();

    @Message("Read the decision again")
    String readNotice();

    @Message("Take your appeal back")
    String withdraw();

    @Message("Do you want to take your appeal back?")
    String withdrawHeading();

    @Message("The decision then stays as it is. You can appeal again while there is time.")
    String withdrawText();

    @Message("Yes, take it back")
    String withdrawYes();

    @Message("No, keep my appeal")
    String withdrawNo();

    @Message("This appeal has been decided. It can no longer be taken back.")
    String withdrawTooLate();

    // Evidence

    @Message("Do you have something to show us? (optional)")
    String askEvidence();

    @Message(
            "A photo, a letter or a receipt, for example. You can add PDF files, photos, text and office documents. Each file can have up to 10 MB.")
    String askEvidenceHint();

    @Message("Choose files or take a photo")
    String chooseFiles();

    @Message("Add these files")
    String addFiles();

    @Message(
            "{#when count}{#is 0}You have added all the files you can.{#is 1}You can add 1 more file.{#else}You can add {count} more files.{/when}")
    String filesLeft(int count);

    @Message("What you have added")
    String filesAdded();

    @Message("Remove")
    String removeFile();

    @Message("A photo or file that shows it (optional)")
    String proof();

    @Message("Shows: {fact}")
    String shows(String fact);

    @Message("“{name}” is too large. Choose a file of up to 10 MB")
    String fileTooLarge(String name);

    @Message("“{name}” is empty. Choose another file")
    String fileEmpty(String name);

    @Message("“{name}” cannot be taken. Choose a PDF, a photo, a text or an office document")
    String fileTypeUnknown(String name);

    @Message("“{name}” is not what its name says. Save it again, then choose it once more")
    String fileOtherType(String name);

    @Message("“{name}” was not added. There is no room for more files")
    String fileTooMany(String name);

    @Message("“{name}” may do harm. We did not keep it")
    String fileUnsafe(String name);

    @Message("“{name}” cannot be checked right now. Try again in a few minutes")
    String fileNotChecked(String name);

    @Message("Choose a file first")
    String noFile();

    @Message("What you show us")
    String checkEvidence();

    @Message("You can stop at any page. Come back with the same link: what you have sent is kept.")
    String saveAndReturn();

    // Messages

    @Message("We have a question for you")
    String stateAsked();

    @Message("Messages")
    String thread();

    @Message("You")
    String fromYou();

    @Message("The person who looks at your case")
    String fromReviewer();

    @Message("Please answer by {date}.")
    String answerUntil(String date);

    @Message("Answered")
    String wasAnswered();

    @Message("There was no answer in time. We went on without it.")
    String wasLapsed();

    @Message("Answer the question")
    String answerQuestion();

    @Message("Write to us or add a file")
    String writeToUs();

    @Message("Your message")
    String yourMessage();

    @Message("Your answer")
    String yourAnswer();

    @Message("The person who looks at your case will read it.")
    String messageHint();

    @Message("Write something, or choose a file")
    String messageMissing();

    @Message("Write your answer")
    String answerMissing();

    @Message("Send")
    String sendMessage();

    @Message("The time for our answer stands still")
    String clockPaused();

    @Message("We asked you a question. The time goes on when you answer, or after {date}.")
    String clockPausedWhy(String date);

    @Message(
            "Another time limit of ours stands still, because we asked you a question. It goes on when you answer, or after {date}.")
    String clockAlsoPaused(String date);

    @Message("The time stood still from {from} to {until}, because we asked you a question.")
    String clockStood(String from, String until);

    @Message("We need more time. The first date was {date}. The reason:")
    String clockMoved(String date);

    @Message("We could not reach you by email. Please look at this page from time to time.")
    String unreachable();

    // Waiting

    @Message("You asked that the decision waits")
    String pauseAsked();

    @Message("The organisation has not answered this yet.")
    String pauseOpen();

    @Message("Yes, the decision waits.")
    String pauseGranted();

    @Message("Yes, the decision waits until {date}.")
    String pauseGrantedUntil(String date);

    @Message("No, the decision does not wait.")
    String pauseRefused();

    // Second look

    @Message("Ask another person to look")
    String askAgain();

    @Message("Why do you not agree?")
    String againTitle();

    @Message("Another person reads everything and decides. They have not decided about your case before.")
    String againHint();

    @Message("Tell us why you do not agree")
    String againMissing();

    @Message("Ask for a second look")
    String sendAgain();

    @Message("This is your second appeal. Another person looks at your case.")
    String secondLook();

    @Message("The first answer")
    String earlierAnswer();

    // File

    @Message("Sent by {agent} for {person}")
    String filedBy(String agent, String person);

    @Message("Everything on record")
    String fileTitle();

    @Message("Print or save everything on record")
    String fileLink();

    @Message("This copy was made on {date}.")
    String fileMade(String date);

    @Message("Download it as a file for computers (JSON)")
    String fileDownload();

    @Message("What you said")
    String youSaid();

    @Message("What you sent us")
    String youSent();

    @Message("What we say to each point")
    String answersToEach();

    // Events

    @Message("You asked for a second look")
    String eventFiledAgain();

    @Message("We asked you a question")
    String eventAsked();

    @Message("You answered the question")
    String eventAnswered();

    @Message("The time to answer the question ended")
    String eventLapsed();

    @Message("You sent us a file")
    String eventEvidence();

    @Message("The date for our answer was moved")
    String eventExtended();

    @Message("The organisation agreed to wait")
    String eventPauseGranted();

    @Message("The organisation did not agree to wait")
    String eventPauseRefused();

    @Message("Decided in your favour. Ordered on {date}. We do not know yet what came of it. We are finding out.")
    String remedyUnknown(String date);

    @Message("Decided in your favour. Ordered on {date}. We have had an answer and are checking it.")
    String remedyReported(String date);

    @Message("Ordered on {date}. Something has changed since then. A person is looking at it again.")
    String remedyStale(String date);

    @Message("It was promised by {date}. It is late. We are sorry, and we are working on it.")
    String remedyLate(String date);

    // Links

    @Message("This link does not work")
    String badTitle();

    @Message(
            "Check that you copied the whole link. If it still does not work, ask whoever sent it to you for a new one.")
    String badText();

    @Message("This link is too old. You can ask for a new one. It is sent to the address on record.")
    String expiredText();

    @Message("Ask for a new link")
    String askRenewal();

    @Message("You asked for a new link")
    String renewalAsked();

    @Message("First, one question")
    String questionTitle();

    @Message("This keeps your details safe if someone else gets your link.")
    String questionText();

    @Message("Your answer")
    String questionAnswer();

    @Message("That is not the answer we have. Check it and try again")
    String questionWrong();

    @Message("There were too many wrong answers. Try again in an hour, or ask whoever sent you the link for help.")
    String questionLocked();

    @Message("Enter your answer")
    String questionMissing();

    // An answer that does not look at the matter

    @Message("It is about something that we cannot change here.")
    String becauseOutOfScope();

    @Message("It came after the last day to appeal.")
    String becauseLate();

    @Message("You have sent us the same appeal before.")
    String becauseDuplicate();

    @Message("We could not show how this was decided. So the decision is changed for you.")
    String becauseNoRecord();

    @Message("We took your appeal, although it was late")
    String eventAdmitted();

    @Message("We asked for the record of this decision. It was not there in time. So you win.")
    String defaultReasons();
}
