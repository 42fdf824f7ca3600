CREATE TABLE appeal (
    id              uuid        NOT NULL,
    decision_id     uuid        NOT NULL,
    reference       text        NOT NULL,
    filed_at        timestamptz NOT NULL,
    late            boolean     NOT NULL, -- filed after the window: a human rules on admissibility
    statement       text,
    contact_email   text,
    locale          text        NOT NULL,
    representative  text, -- JSON: name, relation
    pause_requested boolean     NOT NULL,
    filed_by_kind   text        NOT NULL,
    filed_by        text        NOT NULL,
    withdrawn_at    timestamptz,
    CONSTRAINT appeal_pk PRIMARY KEY (id),
    CONSTRAINT appeal_reference_is_unique UNIQUE (reference),
    CONSTRAINT appeal_of_decision FOREIGN KEY (decision_id) REFERENCES decision (id)
);

-- One live appeal for a decision: a double submit finds the first.
CREATE UNIQUE INDEX appeal_one_live_per_decision ON appeal (decision_id) WHERE withdrawn_at IS NULL;
CREATE INDEX appeal_by_decision ON appeal (decision_id, filed_at);

CREATE TABLE appeal_ground (
    appeal_id uuid    NOT NULL,
    place     integer NOT NULL,
    ground    text    NOT NULL,
    CONSTRAINT appeal_ground_pk PRIMARY KEY (appeal_id, place),
    CONSTRAINT appeal_ground_once UNIQUE (appeal_id, ground),
    CONSTRAINT appeal_ground_of_appeal FOREIGN KEY (appeal_id) REFERENCES appeal (id),
    CONSTRAINT appeal_ground_is_known CHECK (ground IN
        ('FACT_WRONG', 'EVIDENCE_OVERLOOKED', 'RULE_MISAPPLIED', 'INCONSISTENT', 'RULE_UNFAIR', 'SOMETHING_ELSE'))
);

CREATE TABLE disputed_fact (
    appeal_id     uuid    NOT NULL,
    place         integer NOT NULL,
    fact_id       text    NOT NULL,
    correct_value text    NOT NULL,
    explanation   text,
    CONSTRAINT disputed_fact_pk PRIMARY KEY (appeal_id, place),
    CONSTRAINT disputed_fact_once UNIQUE (appeal_id, fact_id),
    CONSTRAINT disputed_fact_of_appeal FOREIGN KEY (appeal_id) REFERENCES appeal (id)
);

-- What the person has typed so far; one draft a decision, since the link is the person.
CREATE TABLE appeal_draft (
    decision_id uuid        NOT NULL,
    answers     text        NOT NULL, -- JSON
    changed_at  timestamptz NOT NULL,
    CONSTRAINT appeal_draft_pk PRIMARY KEY (decision_id),
    CONSTRAINT appeal_draft_of_decision FOREIGN KEY (decision_id) REFERENCES decision (id)
);

CREATE TABLE clock (
    id         uuid        NOT NULL,
    appeal_id  uuid        NOT NULL,
    regime     text        NOT NULL, -- PROMISE: the operator's own word, from the decision type
    kind       text        NOT NULL,
    started_at timestamptz NOT NULL,
    due_at     timestamptz NOT NULL,
    stopped_at timestamptz,
    CONSTRAINT clock_pk PRIMARY KEY (id),
    CONSTRAINT clock_once UNIQUE (appeal_id, regime, kind),
    CONSTRAINT clock_of_appeal FOREIGN KEY (appeal_id) REFERENCES appeal (id)
);

-- A reviewer's act on a case. Here and not with the cases, because the person reads it.
CREATE TABLE ruling (
    id                uuid        NOT NULL,
    decision_id       uuid        NOT NULL,
    case_id           uuid        NOT NULL,
    appeal_id         uuid,
    reviewer_id       text        NOT NULL,
    verdict           text        NOT NULL,
    cause             text,
    clause            text,
    reasons           text        NOT NULL,
    corrected_code    text,
    corrected_summary text,
    corrected_facts   text        NOT NULL, -- JSON: [{id, value}]
    note              text, -- for colleagues, never for the person
    independence      text        NOT NULL, -- codes of the checks that the reviewer passed
    blind             boolean     NOT NULL, -- whether a first view was recorded before the agent's outcome was shown
    ruled_at          timestamptz NOT NULL,
    CONSTRAINT ruling_pk PRIMARY KEY (id),
    CONSTRAINT ruling_once_per_case UNIQUE (case_id),
    CONSTRAINT ruling_once_per_reviewer_and_decision UNIQUE (decision_id, reviewer_id),
    CONSTRAINT ruling_of_decision FOREIGN KEY (decision_id) REFERENCES decision (id),
    CONSTRAINT ruling_verdict_is_known CHECK (verdict IN
        ('UPHELD', 'OVERTURNED', 'PARTLY_OVERTURNED', 'REMITTED', 'INADMISSIBLE')),
    CONSTRAINT ruling_has_reasons CHECK (length(trim(reasons)) > 0),
    CONSTRAINT ruling_change_is_complete CHECK (verdict NOT IN ('OVERTURNED', 'PARTLY_OVERTURNED')
        OR (cause IS NOT NULL AND corrected_code IS NOT NULL AND corrected_summary IS NOT NULL))
);

CREATE INDEX ruling_of_appeal ON ruling (appeal_id);

CREATE TRIGGER ruling_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ruling
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
