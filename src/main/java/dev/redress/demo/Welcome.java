package dev.redress.demo;

import dev.redress.appeal.Appeals;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.decision.Links;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Greets whoever starts the one-machine form: samples on the first start, then four links to click.
@Singleton
class Welcome {

    private final Samples samples;
    private final Decisions decisions;
    private final Appeals appeals;
    private final Links links;
    private final Clock clock;
    private final boolean wanted;
    private final String publicUrl;

    Welcome(
            Samples samples,
            Decisions decisions,
            Appeals appeals,
            Links links,
            Clock clock,
            @ConfigProperty(name = "redress.samples", defaultValue = "false") boolean wanted,
            @ConfigProperty(name = "redress.public-url") String publicUrl) {
        this.samples = samples;
        this.decisions = decisions;
        this.appeals = appeals;
        this.links = links;
        this.clock = clock;
        this.wanted = wanted;
        this.publicUrl = publicUrl;
    }

    void atStart(@Observes @Priority(10_000) StartupEvent event) {
        if (!wanted) {
            return;
        }
        samples.recordOnce(clock.instant());
        System.out.printf(
                """

                Redress is ready.

                  An appeal link    %s
                  The desk          %s/desk          sign in as rita, ravi (reviewers) or lena (lead)
                  The labels        %s/labels        sign in as ana (analyst)
                  The API explorer  %s/q/swagger-ui

                Ctrl-C stops it; what was recorded is there again at the next start.

                """,
                openDecision().map(links::currentUrl).orElse("none: every sample decision has been appealed"),
                publicUrl,
                publicUrl,
                publicUrl);
    }

    /// The newest decision that can still be appealed without a question first.
    private Optional<Decision> openDecision() {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        decisions
                                .find("adverse = true AND appealable = true ORDER BY id DESC")
                                .page(0, 50)
                                .list()
                                .stream()
                                .filter(decision ->
                                        appeals.latest(decision.id()).isEmpty())
                                .filter(decision ->
                                        decision.document().subject().verification() == null)
                                .filter(decision -> "en".equals(decision.locale()))
                                .findFirst());
    }
}
