-- When a clock stood still and why; while it does, until_at is null. Its due_at moves on by as long when it goes on.
CREATE TABLE clock_pause (
    clock_id uuid        NOT NULL,
    place    integer     NOT NULL,
    from_at  timestamptz NOT NULL,
    until_at timestamptz,
    reason   text        NOT NULL,
    CONSTRAINT clock_pause_pk PRIMARY KEY (clock_id, place),
    CONSTRAINT clock_pause_of_clock FOREIGN KEY (clock_id) REFERENCES clock (id),
    CONSTRAINT clock_pause_reason_is_known CHECK (reason IN ('QUESTION_ASKED'))
);

CREATE UNIQUE INDEX clock_pause_one_at_a_time ON clock_pause (clock_id) WHERE until_at IS NULL;

-- A deadline moved on with a reason, at most once, and only before it has passed.
CREATE TABLE clock_extension (
    clock_id    uuid        NOT NULL,
    from_due_at timestamptz NOT NULL,
    to_due_at   timestamptz NOT NULL,
    reason      text        NOT NULL, -- as the person reads it
    extended_by text        NOT NULL,
    extended_at timestamptz NOT NULL,
    CONSTRAINT clock_extension_pk PRIMARY KEY (clock_id),
    CONSTRAINT clock_extension_of_clock FOREIGN KEY (clock_id) REFERENCES clock (id),
    CONSTRAINT clock_extension_is_later CHECK (to_due_at > from_due_at),
    CONSTRAINT clock_extension_is_in_time CHECK (extended_at <= from_due_at)
);

CREATE INDEX clock_running ON clock (due_at) WHERE stopped_at IS NULL;

-- A case whose person was asked waits outside the queue. Its last fence is kept, so that none is given out twice.
ALTER TABLE review_case ADD COLUMN asked_at timestamptz;
ALTER TABLE review_case ADD COLUMN asked_fence bigint;
ALTER TABLE review_case ADD CONSTRAINT review_case_asked_is_whole CHECK ((asked_at IS NULL) = (asked_fence IS NULL));
