-- Who has worked at the desk, so that a case is handed to nobody who does not exist.
CREATE TABLE reviewer (
    id      text        NOT NULL,
    lead    boolean     NOT NULL,
    seen_at timestamptz NOT NULL, -- when this was last another one than before
    CONSTRAINT reviewer_pk PRIMARY KEY (id)
);

-- A team takes the cases of the decision types whose queue has the same name, and those that are handed to it.
CREATE TABLE team (
    id         text        NOT NULL,
    name       text        NOT NULL,
    queue      text,
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT team_pk PRIMARY KEY (id),
    CONSTRAINT team_one_for_a_queue UNIQUE (queue)
);

CREATE TABLE team_member (
    team        text NOT NULL,
    reviewer_id text NOT NULL,
    CONSTRAINT team_member_pk PRIMARY KEY (team, reviewer_id),
    CONSTRAINT team_member_of_team FOREIGN KEY (team) REFERENCES team (id) ON DELETE CASCADE
);

-- What a reviewer may take; null is everything. Who has no row may take every type that does not ask for one.
CREATE TABLE qualification (
    reviewer_id   text        NOT NULL,
    types         text[],
    languages     text[],
    jurisdictions text[],
    valid_until   timestamptz, -- of the training; null has no end
    changed_by    text        NOT NULL,
    changed_at    timestamptz NOT NULL,
    CONSTRAINT qualification_pk PRIMARY KEY (reviewer_id)
);

ALTER TABLE decision_type ADD COLUMN qualified boolean
    GENERATED ALWAYS AS (coalesce((body::jsonb ->> 'qualified')::boolean, false)) STORED;

-- Beside conflicts: who operates an agent, who wrote or approved a policy (a version of it, or any).
ALTER TABLE conflict ADD COLUMN version text NOT NULL DEFAULT ''; -- of the policy; empty is any
ALTER TABLE conflict DROP CONSTRAINT conflict_kind_is_known;
ALTER TABLE conflict ADD CONSTRAINT conflict_kind_is_known CHECK (kind IN
    ('AGENT', 'POLICY', 'SUBJECT', 'DECISION', 'AGENT_OPERATOR', 'POLICY_AUTHOR', 'POLICY_APPROVER'));
ALTER TABLE conflict DROP CONSTRAINT conflict_pk;
ALTER TABLE conflict ADD CONSTRAINT conflict_pk PRIMARY KEY (reviewer_id, kind, ref, version);

-- Who had a part in a case without ruling on it: bars them from another case about the same decision.
CREATE TABLE case_part (
    decision_id uuid        NOT NULL,
    reviewer_id text        NOT NULL,
    case_id     uuid        NOT NULL,
    part        text        NOT NULL,
    at          timestamptz NOT NULL,
    CONSTRAINT case_part_pk PRIMARY KEY (decision_id, reviewer_id, case_id, part),
    CONSTRAINT case_part_is_known CHECK (part IN ('OPINION', 'APPROVAL', 'CHECK'))
);

-- Filters of the queue that a reviewer gave a name.
CREATE TABLE saved_view (
    reviewer_id text        NOT NULL,
    name        text        NOT NULL,
    query       text        NOT NULL, -- as in the address, without a place in the list
    saved_at    timestamptz NOT NULL,
    CONSTRAINT saved_view_pk PRIMARY KEY (reviewer_id, name)
);
