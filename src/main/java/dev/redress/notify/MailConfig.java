package dev.redress.notify;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "redress.mail")
interface MailConfig {

    /// Whether there is a mail server. Without one, what would be sent is only recorded.
    boolean enabled();

    /// The sender as people see it, an address or `Name <address>`.
    Optional<String> from();

    /// Where answers go; without it they go to the sender.
    Optional<String> replyTo();

    /// The first pause after a mail server refused for now; the later ones grow from it.
    Duration retry();
}
