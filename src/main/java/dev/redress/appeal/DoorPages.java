package dev.redress.appeal;

import dev.redress.platform.Refusal;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.function.BiFunction;

/// The way into every page behind a link: whoever has no good link, or has still to answer its question, is led to
/// the page that says so.
@Singleton
class DoorPages {

    private final Visits visits;
    private final Frames frames;
    private final Clock clock;

    DoorPages(Visits visits, Frames frames, Clock clock) {
        this.visits = visits;
        this.frames = frames;
        this.clock = clock;
    }

    Response at(String token, UriInfo uri, HttpHeaders headers, BiFunction<Visit, Here, Response> work) {
        Visit visit;
        try {
            visit = visits.open(token, clock.instant());
        } catch (Refusal refusal) {
            return Pages.goToLink(token, null);
        }
        Here here = frames.at(token, visit.decision(), Pages.asked(uri, headers));
        return visit.open() ? work.apply(visit, here) : Pages.goTo(here.to("/notice"));
    }
}
