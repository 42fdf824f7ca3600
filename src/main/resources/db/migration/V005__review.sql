CREATE TABLE review_case (
    id             uuid        NOT NULL,
    origin         text        NOT NULL,
    decision_id    uuid        NOT NULL,
    appeal_id      uuid,
    reference      text        NOT NULL,
    blind          boolean     NOT NULL,
    version        integer     NOT NULL, -- the ETag: grows when what a ruling rests on changes
    opened_at      timestamptz NOT NULL,
    due_at         timestamptz NOT NULL, -- the earliest running clock
    type           text        NOT NULL,
    agent_id       text        NOT NULL,
    subject_ref    text        NOT NULL,
    policy_id      text,
    policy_version text,
    model          text,
    jurisdiction   text,
    language       text,
    closed_at      timestamptz,
    closed_as      text,
    CONSTRAINT review_case_pk PRIMARY KEY (id),
    CONSTRAINT review_case_reference_is_unique UNIQUE (reference),
    CONSTRAINT review_case_of_decision FOREIGN KEY (decision_id) REFERENCES decision (id),
    CONSTRAINT review_case_of_appeal FOREIGN KEY (appeal_id) REFERENCES appeal (id),
    CONSTRAINT review_case_origin_is_known CHECK (origin IN ('APPEAL', 'AUDIT', 'SWEEP', 'TRIGGER', 'SECOND_LEVEL')),
    CONSTRAINT review_case_end_is_known CHECK (closed_as IN ('RULED', 'WITHDRAWN')),
    CONSTRAINT review_case_end_is_whole CHECK ((closed_at IS NULL) = (closed_as IS NULL))
);

CREATE UNIQUE INDEX review_case_one_per_appeal ON review_case (appeal_id) WHERE origin = 'APPEAL';
CREATE INDEX review_case_open ON review_case (due_at, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX review_case_closed ON review_case (closed_at DESC, id DESC) WHERE closed_at IS NOT NULL;
CREATE INDEX review_case_of_decisions ON review_case (decision_id);

-- The queue: cases that wait, in the order in which they are handed out, with what a claim filters by. A claim deletes
-- the row, a release or an expired lease brings it back.
CREATE TABLE queue_entry (
    case_id        uuid        NOT NULL,
    decision_id    uuid        NOT NULL,
    due_at         timestamptz NOT NULL,
    opened_at      timestamptz NOT NULL,
    fence          bigint      NOT NULL, -- the last fencing token given out for this case
    origin         text        NOT NULL,
    type           text        NOT NULL,
    agent_id       text        NOT NULL,
    subject_ref    text        NOT NULL,
    policy_id      text,
    policy_version text,
    model          text,
    jurisdiction   text,
    language       text,
    CONSTRAINT queue_entry_pk PRIMARY KEY (case_id)
);

CREATE INDEX queue_entry_order ON queue_entry (due_at, opened_at, case_id);

ALTER TABLE queue_entry SET (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_cost_delay = 0
);

CREATE TABLE claim (
    case_id     uuid        NOT NULL,
    decision_id uuid        NOT NULL,
    holder      text        NOT NULL,
    fence       bigint      NOT NULL,
    claimed_at  timestamptz NOT NULL,
    lease_until timestamptz NOT NULL,
    CONSTRAINT claim_pk PRIMARY KEY (case_id)
);

CREATE INDEX claim_by_lease ON claim (lease_until);
CREATE INDEX claim_by_holder ON claim (holder);

CREATE TABLE first_view (
    case_id     uuid        NOT NULL,
    reviewer_id text        NOT NULL,
    leaning     text        NOT NULL,
    note        text,
    at          timestamptz NOT NULL,
    CONSTRAINT first_view_pk PRIMARY KEY (case_id, reviewer_id),
    CONSTRAINT first_view_of_case FOREIGN KEY (case_id) REFERENCES review_case (id),
    CONSTRAINT first_view_leaning_is_known CHECK (leaning IN ('FOR_PERSON', 'AGAINST', 'UNSURE'))
);

-- What a reviewer has typed of a ruling; survives a lost lease, a stale page and a closed browser.
CREATE TABLE ruling_draft (
    case_id     uuid        NOT NULL,
    reviewer_id text        NOT NULL,
    body        text        NOT NULL, -- JSON
    changed_at  timestamptz NOT NULL,
    CONSTRAINT ruling_draft_pk PRIMARY KEY (case_id, reviewer_id),
    CONSTRAINT ruling_draft_of_case FOREIGN KEY (case_id) REFERENCES review_case (id)
);

-- Why a reviewer may not rule on something: recorded conflicts, denied in the claim and again at the ruling.
CREATE TABLE conflict (
    reviewer_id text        NOT NULL,
    kind        text        NOT NULL,
    ref         text        NOT NULL,
    reason      text        NOT NULL,
    recorded_by text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT conflict_pk PRIMARY KEY (reviewer_id, kind, ref),
    CONSTRAINT conflict_kind_is_known CHECK (kind IN ('AGENT', 'POLICY', 'SUBJECT', 'DECISION'))
);
