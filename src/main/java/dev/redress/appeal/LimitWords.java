package dev.redress.appeal;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// What the limits say to a person, `{limit:key}` in a template; in other languages in
/// `messages/limit_<language>.properties`. Nobody is blamed: phones share addresses and programs repeat themselves.
@MessageBundle(value = "limit", locale = "en")
public interface LimitWords {

    // An address that opens very much

    @Message("Please wait a moment")
    String busyTitle();

    @Message("Very many pages were opened from your network in a short time.")
    String busyText();

    @Message("Wait for this many seconds, then open the page again: {seconds}")
    String busyWait(long seconds);

    @Message("You are not locked out. Many people can share one network, for example in a library.")
    String busyShared();

    // A link that sends very much

    @Message("A lot was sent with this link")
    String warnedHeading();

    @Message(
            "The most is {quota} times in {minutes} minutes. After that you cannot send anything for {rest} minutes. You can always read everything. What you sent is safe.")
    String warnedText(long quota, long minutes, long rest);

    @Message("You cannot send anything for a while")
    String blockedTitle();

    @Message("Sending works again at this time:")
    String blockedUntil();

    @Message("Why this is so")
    String blockedWhy();

    @Message(
            "More than {quota} things were sent with this link in {minutes} minutes. We told you before. It can also be a fault of a program.")
    String blockedReason(long quota, long minutes);

    @Message("What you sent last was not saved. Everything you sent before is safe.")
    String blockedSaved();

    @Message("You can still read everything.")
    String blockedReading();

    @Message("Read the decision and your appeal")
    String goOnReading();

    // Objecting

    @Message("Ask a person to lift this")
    String objectTitle();

    @Message("A person looks at it and can let you send again at once.")
    String objectText();

    @Message("Do you want to tell us something? (optional)")
    String objectLabel();

    @Message("Ask a person")
    String objectSend();

    @Message("You asked a person to lift this")
    String objectedTitle();

    @Message("You asked at this time:")
    String objectedAt();

    @Message("If nobody answers before, sending still works again at the time above.")
    String objectedNext();

    @Message("You can send again")
    String freeTitle();

    @Message("Go back to your decision")
    String freeGoOn();

    // A new link

    @Message("I cannot answer this")
    String cannotAnswer();

    @Message("If you do not know it, ask for a new link. It is sent to the address we have for you.")
    String cannotAnswerHint();

    @Message("If we have an address for you, we send a new link there. If not, we have passed on your wish.")
    String renewalText();
}
