CREATE TABLE remedy (
    id           uuid        NOT NULL,
    ruling_id    uuid        NOT NULL,
    decision_id  uuid        NOT NULL,
    agent_id     text        NOT NULL,
    type         text        NOT NULL,
    description  text        NOT NULL,
    target       text, -- JSON
    ordered_at   timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    CONSTRAINT remedy_pk PRIMARY KEY (id),
    CONSTRAINT remedy_once_per_ruling UNIQUE (ruling_id),
    CONSTRAINT remedy_of_ruling FOREIGN KEY (ruling_id) REFERENCES ruling (id),
    CONSTRAINT remedy_type_is_known CHECK (type IN ('RESTORE', 'CORRECT_DATA', 'COMPENSATE', 'REDECIDE', 'EXPLAIN'))
);

CREATE INDEX remedy_of_decision ON remedy (decision_id);

-- What the agent's platform says about a remedy. The remedy is open until one of these says DONE with evidence.
CREATE TABLE remedy_confirmation (
    id          uuid        NOT NULL,
    remedy_id   uuid        NOT NULL,
    status      text        NOT NULL,
    evidence    text        NOT NULL, -- JSON
    target_etag text,
    by_kind     text        NOT NULL,
    by_id       text        NOT NULL,
    at          timestamptz NOT NULL,
    CONSTRAINT remedy_confirmation_pk PRIMARY KEY (id),
    CONSTRAINT remedy_confirmation_of_remedy FOREIGN KEY (remedy_id) REFERENCES remedy (id),
    CONSTRAINT remedy_confirmation_status_is_known CHECK (status IN ('DONE', 'FAILED', 'STALE'))
);

CREATE UNIQUE INDEX remedy_done_once ON remedy_confirmation (remedy_id) WHERE status = 'DONE';
CREATE INDEX remedy_confirmation_of_remedies ON remedy_confirmation (remedy_id, at);
