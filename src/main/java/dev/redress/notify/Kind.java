package dev.redress.notify;

/// The kinds of messages, as rows and the API name them.
public enum Kind {
    RECEIVED(News.Received.class),
    QUESTION(News.Question.class),
    MESSAGE(News.Written.class),
    REMINDER(News.Reminder.class),
    QUESTION_LAPSED(News.QuestionLapsed.class),
    PAUSE_ANSWERED(News.PauseAnswered.class),
    EXTENSION(News.Extension.class),
    OUTCOME(News.Outcome.class),
    REMEDY_DONE(News.RemedyDone.class),
    OVERDUE(News.Overdue.class),
    WITHDRAWN(News.Withdrawn.class),
    LINK(News.Link.class),
    LOOKING_AGAIN(News.LookingAgain.class),
    LOOKED_AGAIN(News.LookedAgain.class);

    private final Class<? extends News> news;

    Kind(Class<? extends News> news) {
        this.news = news;
    }

    /// What a row of this kind has in its data.
    Class<? extends News> news() {
        return news;
    }

    static Kind of(News news) {
        return switch (news) {
            case News.Received _ -> RECEIVED;
            case News.Question _ -> QUESTION;
            case News.Written _ -> MESSAGE;
            case News.Reminder _ -> REMINDER;
            case News.QuestionLapsed _ -> QUESTION_LAPSED;
            case News.PauseAnswered _ -> PAUSE_ANSWERED;
            case News.Extension _ -> EXTENSION;
            case News.Outcome _ -> OUTCOME;
            case News.RemedyDone _ -> REMEDY_DONE;
            case News.Overdue _ -> OVERDUE;
            case News.Withdrawn _ -> WITHDRAWN;
            case News.Link _ -> LINK;
            case News.LookingAgain _ -> LOOKING_AGAIN;
            case News.LookedAgain _ -> LOOKED_AGAIN;
        };
    }
}
