package dev.redress.notify;

import dev.redress.platform.PublicUrl;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.SMTPException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Hands mail to the mail server. No header is made of what a person or an agent wrote.
@Singleton
class Smtp {

    /// What the client says when the server refuses the address or the mail, in contrast to us.
    private static final List<String> THIS_MAIL = List.of("recipient address not accepted", "sending data failed");

    /// For the whole conversation; less than the transaction around it lives.
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReactiveMailer mailer;
    private final Context loop;
    private final Letters letters;
    private final MailSettings settings;
    private final PublicUrl publicUrl;

    Smtp(ReactiveMailer mailer, Vertx vertx, Letters letters, MailSettings settings, PublicUrl publicUrl) {
        this.mailer = mailer;
        this.loop = vertx.getOrCreateContext();
        this.letters = letters;
        this.settings = settings;
        this.publicUrl = publicUrl;
    }

    /// Waits for the answer. The `Message-ID` belongs to the message and not to the try, so that mailboxes can tell a
    /// repetition; `Auto-Submitted` (RFC 3834) keeps other machines from answering.
    Delivery send(OutgoingMessage message, Letter letter) {
        return send(message.id, message.toAddress, letter);
    }

    Delivery send(UUID id, String to, Letter letter) {
        Mail mail = new Mail()
                .setFrom(settings.from())
                .addTo(to)
                .setSubject(letter.subject())
                .setText(letter.text())
                .setHtml(letters.html(letter))
                .addHeader(
                        "Message-ID",
                        "<" + id + "@" + URI.create(publicUrl.get()).getHost() + ">")
                .addHeader("Auto-Submitted", "auto-generated")
                .addHeader("Content-Language", letter.page().lang());
        if (settings.replyTo() != null) {
            mail.setReplyTo(settings.replyTo());
        }
        try {
            // From its own event loop: called from elsewhere, the client can miss a greeting that comes at once, and
            // then waits for it.
            mailer.send(mail)
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
