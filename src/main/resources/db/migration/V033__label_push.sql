-- Labels on their way to other tools: written with the label, sent afterwards until it is delivered or given up.
CREATE TABLE label_push (
    label_position bigint      NOT NULL,
    target         text        NOT NULL,
    attempts       integer     NOT NULL,
    due_at         timestamptz NOT NULL, -- when it is tried next; moved ahead by whoever tries
    last_failure   text, -- a status or a kind of failure, never a body
    delivered_at   timestamptz,
    given_up_at    timestamptz,
    CONSTRAINT label_push_pk PRIMARY KEY (label_position, target),
    CONSTRAINT label_push_of_label FOREIGN KEY (label_position) REFERENCES label (position),
    CONSTRAINT label_push_target_is_known CHECK (target IN ('LANGFUSE', 'OTLP')),
    CONSTRAINT label_push_ends_once CHECK (delivered_at IS NULL OR given_up_at IS NULL)
);

CREATE INDEX label_push_waiting ON label_push (due_at, label_position)
    WHERE delivered_at IS NULL AND given_up_at IS NULL;
