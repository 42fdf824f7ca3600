package dev.redress.platform;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The few words that the tags and layouts bring themselves, `{ui:back}` in a template; in other languages in
/// `messages/ui_<language>.properties`. What a page says belongs to the page.
@MessageBundle(value = "ui", locale = "en")
public interface Words {

    @Message("Skip to main content")
    String skip();

    @Message("Back")
    String back();

    @Message("Languages")
    String languages();

    @Message("Main menu")
    String navigation();

    @Message("Error:")
    String error();

    @Message("There is a problem")
    String errorTitle();

    @Message("Important")
    String important();

    @Message("Success")
    String success();

    @Message("Warning:")
    String warning();

    @Message("Change")
    String change();

    @Message("Pages")
    String pages();

    @Message("Previous")
    String previous();

    @Message("Next")
    String next();

    @Message("Day")
    String day();

    @Message("Month")
    String month();

    @Message("Year")
    String year();

    @Message("You can write up to {count} characters.")
    String charactersMost(Object count);

    // Without plural forms on purpose: "left: 1" is right in every language. The browser puts the number for #.
    @Message("Characters left: #")
    String charactersLeft();

    @Message("No characters left")
    String charactersNone();

    @Message("Characters too many: #")
    String charactersOver();

    @Message("Fact")
    String fact();

    @Message("What was recorded")
    String recorded();

    @Message("What you say is right")
    String correct();

    @Message("Not disputed")
    String notDisputed();

    @Message("Your reference")
    String yourReference();

    @Message("The service cannot be reached. What you typed is still here.")
    String offline();

    @Message("That did not work. What you typed is still here.")
    String failed();

    // Help

    @Message("Help")
    String help();

    @Message("Help page")
    String helpPage();

    @Message("This page is not here")
    String problemNotFound();

    @Message("Go back to your link. From there you find everything.")
    String problemNotFoundText();

    @Message("That was too much at once")
    String problemTooLarge();

    @Message("Nothing of it was kept. Send the files one by one, or smaller ones.")
    String problemTooLargeText();

    @Message("We could not read that")
    String problemUnread();

    @Message("Nothing was changed. Go back to your link and try again.")
    String problemUnreadText();

    @Message("Something went wrong on our side")
    String problemOurs();

    @Message("We made a note of it. What you saved before is still there. Try again in a few minutes.")
    String problemOursText();

    @Message("A lot is going on here right now")
    String problemBusy();

    @Message("What you saved before is still there. Wait a moment, then try again.")
    String problemBusyText();

    @Message("Go to the start")
    String problemHome();
}
