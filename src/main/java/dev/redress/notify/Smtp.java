package dev.redress.notify;

import dev.redress.platform.PublicUrl;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Hands mail to the mail server. No header is made of what a person or an agent wrote.
///
/// By the client itself: the mailer around it sends an empty `Cc` with each mail, which RFC 5322 section 3.6.3 does not
/// allow, and some servers refuse.
@Singleton
class Smtp {

    /// What the client says when the server refuses the address or the mail, in contrast to us.
    private static final List<String> THIS_MAIL = List.of("recipient address not accepted", "sending data failed");

    /// For the whole conversation; less than the transaction around it lives.
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MailClient client;
    private final Context loop;
    private final Letters letters;
    private final MailSettings settings;
    private final PublicUrl publicUrl;
    private final Optional<String> bounces;

    Smtp(
            MailClient client,
            Vertx vertx,
            Letters letters,
            MailSettings settings,
            PublicUrl publicUrl,
            @ConfigProperty(name = "quarkus.mailer.bounce-address") Optional<String> bounces) {
        this.client = client;
        this.loop = vertx.getOrCreateContext();
        this.letters = letters;
        this.settings = settings;
        this.publicUrl = publicUrl;
        this.bounces = bounces;
    }

    /// Waits for the answer. The `Message-ID` belongs to the message and not to the try, so that mailboxes can tell a
    /// repetition; `Auto-Submitted` (RFC 3834) keeps other machines from answering.
    Delivery send(OutgoingMessage message, Letter letter) {
        return send(message.id, message.toAddress, letter);
    }

    Delivery send(UUID id, String to, Letter letter) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .set("Message-ID", "<" + id + "@" + URI.create(publicUrl.get()).getHost() + ">")
                .set("Auto-Submitted", "auto-generated")
                .set("Content-Language", letter.page().lang());
        if (settings.replyTo() != null) {
            headers.set("Reply-To", settings.replyTo());
        }
        MailMessage mail = new MailMessage()
                .setFrom(settings.from())
                .setTo(to)
                .setSubject(letter.subject())
                .setText(letter.text())
                .setHtml(letters.html(letter))
                .setHeaders(headers);
        bounces.ifPresent(mail::setBounceAddress); // which the mailer around the client would have read
        try {
            // From its own event loop: called from elsewhere, the client can miss a greeting that comes at once, and
            // then waits for it.
            client.sendMail(mail)
                    .runSubscriptionOn(task -> loop.runOnContext(_ -> task.run()))
                    .await()
                    .atMost(PATIENCE);
            return new Delivery.Taken();
        } catch (RuntimeException e) {
            return ofFailure(e);
        }
    }

    private static Delivery ofFailure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException said) {
                return said.isPermanent() && THIS_MAIL.stream().anyMatch(said.getMessage()::startsWith)
                        ? new Delivery.Refused(said.getMessage())
                        : new Delivery.Failed(said.getMessage(), true);
            }
        }
        Throwable last = thrown;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return new Delivery.Failed(last.getClass().getSimpleName() + ": " + last.getMessage(), false);
    }
}
