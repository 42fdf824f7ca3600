-- How far a remedy is; the one row of it that changes. What led there is in remedy_confirmation, remedy_approval,
-- probe_result and the journal.
CREATE TABLE remedy_standing (
    remedy_id  uuid        NOT NULL,
    state      text        NOT NULL,
    since      timestamptz NOT NULL,
    due_at     timestamptz NOT NULL, -- of the remedy, for the order of the list
    overdue_at timestamptz, -- when it was noticed that the time had passed
    probe_at   timestamptz, -- the next look at the system of record
    probes     integer     NOT NULL, -- looks since it last moved
    settled_by uuid, -- the later ruling that took its place
    CONSTRAINT remedy_standing_pk PRIMARY KEY (remedy_id),
    CONSTRAINT remedy_standing_of_remedy FOREIGN KEY (remedy_id) REFERENCES remedy (id),
    CONSTRAINT remedy_standing_settled_by_ruling FOREIGN KEY (settled_by) REFERENCES ruling (id),
    CONSTRAINT remedy_standing_is_known CHECK (state IN
        ('ORDERED', 'UNKNOWN', 'REPORTED', 'CONFIRMED', 'FAILED', 'STALE'))
);

INSERT INTO remedy_standing (remedy_id, state, since, due_at, probes)
SELECT r.id,
       CASE c.status WHEN 'DONE' THEN 'CONFIRMED' WHEN 'FAILED' THEN 'FAILED' WHEN 'STALE' THEN 'STALE' ELSE 'ORDERED' END,
       coalesce(c.at, r.ordered_at), r.due_at, 0
FROM remedy r
LEFT JOIN LATERAL (SELECT status, at FROM remedy_confirmation WHERE remedy_id = r.id ORDER BY at DESC, id DESC LIMIT 1) c
    ON true;

CREATE INDEX remedy_standing_open ON remedy_standing (due_at, remedy_id)
    WHERE state <> 'CONFIRMED' AND settled_by IS NULL;
CREATE INDEX remedy_standing_by_state ON remedy_standing (state, due_at, remedy_id) WHERE settled_by IS NULL;
CREATE INDEX remedy_standing_probe ON remedy_standing (probe_at) WHERE probe_at IS NOT NULL;

-- A platform may say DONE again after a look at the system of record disagreed.
DROP INDEX remedy_done_once;

-- What a person entered by hand counts once a second person has seen the evidence.
CREATE TABLE remedy_approval (
    confirmation_id uuid        NOT NULL,
    remedy_id       uuid        NOT NULL,
    entered_by      text        NOT NULL,
    by_kind         text        NOT NULL,
    by_id           text        NOT NULL,
    at              timestamptz NOT NULL,
    CONSTRAINT remedy_approval_pk PRIMARY KEY (confirmation_id),
    CONSTRAINT remedy_approval_of_confirmation FOREIGN KEY (confirmation_id) REFERENCES remedy_confirmation (id),
    CONSTRAINT remedy_approval_by_second_person CHECK (by_id <> entered_by)
);

-- How to see in the system of record whether something was done.
CREATE TABLE probe (
    name          text        NOT NULL,
    decision_type text, -- null for all
    remedy_type   text, -- null for all
    url           text        NOT NULL,
    expect        text        NOT NULL, -- JSON
    credential    text, -- what goes out as Authorization; never shown
    changed_by    text        NOT NULL,
    changed_at    timestamptz NOT NULL,
    CONSTRAINT probe_pk PRIMARY KEY (name),
    CONSTRAINT probe_one_for_each UNIQUE NULLS NOT DISTINCT (decision_type, remedy_type)
);

CREATE TABLE probe_result (
    id        uuid        NOT NULL,
    remedy_id uuid        NOT NULL,
    probe     text        NOT NULL,
    seen      text        NOT NULL,
    detail    text        NOT NULL,
    at        timestamptz NOT NULL,
    CONSTRAINT probe_result_pk PRIMARY KEY (id),
    CONSTRAINT probe_result_of_remedy FOREIGN KEY (remedy_id) REFERENCES remedy (id),
    CONSTRAINT probe_result_is_known CHECK (seen IN ('AS_ORDERED', 'OTHERWISE', 'NOTHING', 'NO_ANSWER'))
);

CREATE INDEX probe_result_of_remedies ON probe_result (remedy_id, id);
