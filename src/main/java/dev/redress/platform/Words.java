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
}
