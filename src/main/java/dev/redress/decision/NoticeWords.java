package dev.redress.decision;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The words of the notice that an agent shows beside its decision; in other languages in
/// `messages/notice_<language>.properties`.
@MessageBundle(value = "notice", locale = "en")
public interface NoticeWords {

    @Message("A machine decided this. No person took part.")
    String fully();

    @Message("A machine and a person decided this.")
    String partly();

    @Message("A person decided this.")
    String byPerson();

    @Message("Something was decided for you.")
    String unknown();

    @Message("See what was decided and why: {url}")
    String see(String url);

    @Message(
            "You can ask a person to look at it again. It is free. You can ask until {date}. See what was decided, why, and how to ask: {url}")
    String appeal(String date, String url);
}
