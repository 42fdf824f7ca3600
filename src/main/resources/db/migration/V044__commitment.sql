-- Decisions whose commitments have not been looked at yet: written with the decision, so that none is forgotten, and
-- read a moment later, so that no agent waits for it.
CREATE TABLE commitment_unread (
    decision_id uuid        NOT NULL,
    at          timestamptz NOT NULL,
    CONSTRAINT commitment_unread_pk PRIMARY KEY (decision_id)
);

CREATE TABLE commitment (
    id            uuid        NOT NULL,
    decision_id   uuid        NOT NULL,
    place         integer     NOT NULL, -- in the decision
    name          text        NOT NULL, -- its id in the decision
    type          text,
    agent_id      text        NOT NULL,
    agent_version text, -- null: the agent did not say
    evidence      text        NOT NULL, -- the best there is
    needed        text        NOT NULL, -- what its type needed when it was looked at
    due_at        timestamptz,
    state         text        NOT NULL,
    since         timestamptz NOT NULL,
    backed_at_once boolean    NOT NULL, -- when the decision came in; the rate of unbacked ones counts by it
    CONSTRAINT commitment_pk PRIMARY KEY (id),
    CONSTRAINT commitment_once UNIQUE (decision_id, place),
    CONSTRAINT commitment_of_decision FOREIGN KEY (decision_id) REFERENCES decision (id),
    CONSTRAINT commitment_evidence_is_known CHECK (evidence IN
        ('NONE', 'SELF_REPORTED', 'TOOL_RESPONSE', 'READ_BACK', 'COUNTERSIGNED')),
    CONSTRAINT commitment_state_is_known CHECK (state IN ('OPEN', 'CONFIRMED', 'FAILED', 'EXPIRED'))
);

CREATE INDEX commitment_due ON commitment (due_at) WHERE state IN ('OPEN', 'FAILED') AND due_at IS NOT NULL;
CREATE INDEX commitment_by_state ON commitment (state, id);
CREATE INDEX commitment_of_agent ON commitment (agent_id, agent_version);

-- What an agent's platform did for a commitment after the decision.
CREATE TABLE commitment_action (
    id          uuid        NOT NULL,
    decision_id uuid        NOT NULL,
    name        text        NOT NULL, -- of the commitment
    action      text        NOT NULL, -- JSON, in the form that actions of a decision have
    by_id       text        NOT NULL,
    at          timestamptz NOT NULL,
    CONSTRAINT commitment_action_pk PRIMARY KEY (id),
    CONSTRAINT commitment_action_of_decision FOREIGN KEY (decision_id) REFERENCES decision (id)
);

CREATE INDEX commitment_action_of_decisions ON commitment_action (decision_id, id);
