package dev.redress.appeal;

import dev.redress.decision.Decision;
import dev.redress.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What happened, for the person: read from the journal, so that nothing is told that was not done.
final class Timeline {

    private final List<StatusView.Event> events = new ArrayList<>();
    private boolean filed;
    private boolean takenUp;
    private final List<Ruling> told;

    private Timeline(List<Ruling> told) {
        this.told = told;
    }

    /// Newest first.
    ///
    /// @param told the rulings that the person is told of
    static List<StatusView.Event> of(
            Decision decision, List<Entry> acts, List<Ruling> told, List<RemedyProgress.Step> steps) {
        Timeline timeline = new Timeline(told);
        timeline.add(StatusView.What.DECIDED, decision.decidedAt());
        acts.forEach(timeline::tell);
        steps.forEach(timeline::tell);
        // A stable sort: what follows in one act stays after it.
        timeline.events.sort(Comparator.comparing(StatusView.Event::at));
        return timeline.events.reversed();
    }

    private void tell(Entry entry) {
        switch (entry.act()) {
            case APPEAL_FILED -> {
                boolean again = entry.detail().contains("\"level\":2");
                add(again ? StatusView.What.FILED_AGAIN : StatusView.What.FILED, entry.at());
                filed = true;
                takenUp = false;
            }
            case CASE_CLAIMED -> {
                if (filed && !takenUp) {
                    add(StatusView.What.TAKEN_UP, entry.at());
                }
                takenUp = true;
            }
            case EVIDENCE_ADDED -> {
                if (filed) { // a draft's evidence is part of the appeal
                    add(StatusView.What.EVIDENCE_ADDED, entry.at());
                }
            }
            case QUESTION_ASKED -> add(StatusView.What.ASKED, entry.at());
            case QUESTION_ANSWERED -> add(StatusView.What.ANSWERED, entry.at());
            case QUESTION_LAPSED -> add(StatusView.What.QUESTION_LAPSED, entry.at());
            case CLOCK_EXTENDED -> add(StatusView.What.EXTENDED, entry.at());
            case APPEAL_ADMITTED -> add(StatusView.What.ADMITTED, entry.at());
            case PAUSE_ANSWERED ->
                add(
                        entry.detail().contains("\"granted\":true")
                                ? StatusView.What.PAUSE_GRANTED
                                : StatusView.What.PAUSE_REFUSED,
                        entry.at());
            case CASE_RULED -> {
                if (told.stream()
                        .anyMatch(ruling -> entry.detail().contains(ruling.id().toString()))) {
                    add(StatusView.What.RULED, entry.at());
                }
            }
            case APPEAL_WITHDRAWN -> add(StatusView.What.WITHDRAWN, entry.at());
            case REMEDY_ORDERED -> add(StatusView.What.REMEDY_ORDERED, entry.at());
            default -> {
                // acts of the service and its operators that say nothing to the person
            }
        }
    }

    private void tell(RemedyProgress.Step step) {
        switch (step.state()) {
            case CONFIRMED -> add(StatusView.What.REMEDY_DONE, step.at());
            case FAILED, STALE -> add(StatusView.What.REMEDY_FAILED, step.at());
            case ORDERED, UNKNOWN, REPORTED -> {
                // the order is told by the journal; nothing has come of it that is sure
            }
        }
    }

    /// Several files at once are one event.
    private void add(StatusView.What what, Instant at) {
        StatusView.Event event = new StatusView.Event(what, at);
        if (!events.contains(event)) {
            events.add(event);
        }
    }
}
