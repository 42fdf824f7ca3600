-- The thread between the person and whoever reviews. A question waits for an answer until answer_by; it ends answered or
-- lapsed, and while it is open the clock of the ruling is paused.
CREATE TABLE message (
    id          uuid        NOT NULL,
    decision_id uuid        NOT NULL,
    appeal_id   uuid        NOT NULL,
    author      text        NOT NULL,
    author_id   text        NOT NULL, -- never shown to the person
    text        text        NOT NULL,
    sent_at     timestamptz NOT NULL,
    answer_by   timestamptz, -- set for a question
    answered_at timestamptz,
    lapsed_at   timestamptz,
    CONSTRAINT message_pk PRIMARY KEY (id),
    CONSTRAINT message_of_appeal FOREIGN KEY (appeal_id) REFERENCES appeal (id),
    CONSTRAINT message_author_is_known CHECK (author IN ('PERSON', 'REVIEWER')),
    CONSTRAINT message_only_reviewers_ask CHECK (answer_by IS NULL OR author = 'REVIEWER'),
    CONSTRAINT message_ends_once CHECK (answered_at IS NULL OR lapsed_at IS NULL),
    CONSTRAINT message_only_questions_end CHECK (answer_by IS NOT NULL OR (answered_at IS NULL AND lapsed_at IS NULL))
);

CREATE INDEX message_of_appeals ON message (appeal_id, sent_at, id);
CREATE UNIQUE INDEX message_one_open_question ON message (appeal_id)
    WHERE answer_by IS NOT NULL AND answered_at IS NULL AND lapsed_at IS NULL;
CREATE INDEX message_open_questions ON message (answer_by)
    WHERE answer_by IS NOT NULL AND answered_at IS NULL AND lapsed_at IS NULL;
