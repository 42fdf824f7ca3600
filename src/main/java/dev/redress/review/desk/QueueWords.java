package dev.redress.review.desk;

import dev.redress.access.Actor;
import dev.redress.platform.Page;
import dev.redress.review.CaseList;
import dev.redress.review.Claims;
import dev.redress.review.Obstacles;
import dev.redress.review.QueueCounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Says why a list is empty, in sentences: where the cases are that do not show.
@ApplicationScoped
class QueueWords {

    private final Claims claims;
    private final Obstacles obstacles;

    QueueWords(Claims claims, Obstacles obstacles) {
        this.claims = claims;
        this.obstacles = obstacles;
    }

    List<String> why(CaseList.Wanted wanted, QueueCounts.Counts counts, Actor.Reviewer me, Page page, Instant now) {
        List<String> why = new ArrayList<>();
        if (counts.open() == 0) {
            why.add("No case is open.");
            return why;
        }
        Claims.Held held = claims.heldByOthers(me, now);
        if (held.cases() > 0) {
            why.add(cases(held.cases()) + " held by others, the first until " + page.dateTime(held.until()) + ".");
        }
        obstacles
                .of(wanted.narrowing(), me, now)
                .forEach((obstacle, number) -> why.add(number
                        + (number == 1 ? " case waits" : " cases wait") + " that you are not offered: "
                        + obstacle.words()
                        + "."));
        if (counts.held() > 0) {
            why.add(cases(counts.held()) + " put aside until a date.");
        }
        if (counts.asked() > 0) {
            why.add(
                    counts.asked() == 1
                            ? "1 case waits for the person’s answer."
                            : counts.asked() + " cases wait for the person’s answer.");
        }
        if (!wanted.narrowing().isEmpty()
                || wanted.search() != null && !wanted.search().isBlank()) {
            why.add("Filters are on: " + counts.waiting() + " waiting in the whole queue.");
        }
        return why;
    }

    private static String cases(long number) {
        return number == 1 ? "1 case is" : number + " cases are";
    }
}
