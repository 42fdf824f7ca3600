package dev.redress.notify;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The words of messages to people; in other languages in `messages/mail_<language>.properties`. They tell nothing of
/// the matter: other eyes see a mailbox too. "Request" and not "appeal", for the same reason.
@MessageBundle(value = "mail", locale = "en")
public interface MailWords {

    @Message("News about your request {reference}")
    String subject(String reference);

    @Message("Your new link")
    String subjectLink();

    @Message("Hello,")
    String hello();

    @Message("We have your request. A person will look at it.")
    String received();

    @Message("You will get an answer by {date}.")
    String receivedUntil(String date);

    @Message("You do not need to do anything now.")
    String receivedNothing();

    @Message("We have a question for you.")
    String question();

    @Message("Please answer by {date}.")
    String questionUntil(String date);

    @Message("You can read the question and answer it with the link below.")
    String questionRead();

    @Message("There is a new message for you.")
    String written();

    @Message("You can read it with the link below. You do not need to answer.")
    String writtenRead();

    @Message("We still have a question for you. Your answer helps us.")
    String reminder();

    @Message("After that day we will go on without your answer.")
    String reminderAfter();

    @Message("We asked you a question. No answer came in time. We now go on with what we know.")
    String lapsed();

    @Message("You can still write to us with the link below.")
    String lapsedStill();

    @Message("You asked that the decision waits.")
    String pauseAsked();

    @Message("Yes, it waits.")
    String pauseGranted();

    @Message("Yes, it waits until {date}.")
    String pauseGrantedUntil(String date);

    @Message("We are sorry. It does not wait.")
    String pauseRefused();

    @Message("You can read why with the link below.")
    String pauseReason();

    @Message("We need more time for your request. We are sorry.")
    String extension();

    @Message("You will now get an answer by {date}.")
    String extensionUntil(String date);

    @Message("This is the reason:")
    String extensionReason();

    @Message("There is an answer to your request.")
    String outcome();

    @Message("You were right.")
    String verdictOverturned();

    @Message("You were right in part.")
    String verdictPartlyOverturned();

    @Message("The decision stays as it is.")
    String verdictUpheld();

    @Message("The decision must be made again.")
    String verdictRemitted();

    @Message("We could not accept the request.")
    String verdictInadmissible();

    @Message("You can read why with the link below. It also shows what happens next.")
    String outcomeReasons();

    @Message("What had to be done for you was done on {date}.")
    String remedyDone(String date);

    @Message("Please look at it. Is something missing? Then tell us with the link below.")
    String remedyCheck();

    @Message("You should have had an answer by {date}. We are late.")
    String overdueAnswer(String date);

    @Message("Something should have been done for you by {date}. It is not done yet.")
    String overdueRemedy(String date);

    @Message(
            "Something should have been done for you by {date}. We do not know yet whether it was done. We are finding out.")
    String overdueRemedyUnknown(String date);

    @Message("We are sorry. We have not forgotten you.")
    String overdueSorry();

    @Message("You took your request back. We have stopped our work on it.")
    String withdrawn();

    @Message("Was that a mistake? The link below shows what you can do.")
    String withdrawnMistake();

    @Message("Here is your new link.")
    String link();

    @Message("You did not ask for it? Then you do not need to do anything.")
    String linkNotYou();

    @Message("News about a decision on you")
    String subjectUnasked();

    @Message("We are looking again at a decision about you. Another one was wrong, and yours may be too.")
    String lookingAgain();

    @Message("You do not need to do anything. We will write to you when we are done.")
    String lookingAgainNothing();

    @Message("We looked again at a decision about you. You did not have to ask.")
    String lookedAgain();

    @Message("It was not right. We have changed it for you.")
    String unaskedChanged();

    @Message("Open your page")
    String open();

    @Message("Please keep the link to yourself. It opens your page without a password.")
    String keep();

    @Message("Your link does not work any more. Please ask for a new one: {operator}.")
    String noLink(String operator);

    @Message("Your reference: {reference}")
    String reference(String reference);

    @Message("This message was sent automatically.")
    String automatic();

    @Message("To write to us, please use the link.")
    String answerByLink();
}
