package dev.redress.decision;

import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The words an agent shows beside its decision, so that the person can find the way on without opening anything.
@Singleton
class NoticeTexts {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    String text(String url, Recorder.Recorded decision) {
        if (!decision.appealable()) {
            return "This was decided with the help of a machine. See what was decided and why: " + url;
        }
        return "This was decided with the help of a machine. See what was decided and why, and ask a person to look "
                + "again, free of charge, until "
                + DAY.format(decision.closesAt().atZone(ZoneOffset.UTC)) + ": " + url;
    }
}
