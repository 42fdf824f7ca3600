-- One narrow row a decision, with what is searched; the document as sent lies beside it, compressed by the service.
CREATE TABLE decision (
    id              uuid        NOT NULL, -- UUIDv7 shape: time from decided_at, the rest from (agent, external id)
    agent_id        text        NOT NULL,
    external_id     text        NOT NULL,
    type            text        NOT NULL,
    classified      boolean     NOT NULL, -- whether the type was registered when the decision came in
    outcome_code    text        NOT NULL,
    adverse         boolean     NOT NULL,
    subject_ref     text        NOT NULL,
    locale          text,
    jurisdiction    text,
    policy_id       text,
    policy_version  text,
    model_served    text,
    run_id          text,
    trace_id        text,
    supersedes      uuid,
    decided_at      timestamptz NOT NULL,
    notified_at     timestamptz NOT NULL,
    received_at     timestamptz NOT NULL,
    appealable      boolean     NOT NULL,
    closes_at       timestamptz NOT NULL, -- the end of the appeal window
    link_expires_at timestamptz NOT NULL,
    digest          bytea       NOT NULL, -- SHA-256 of the bytes as sent
    document        bytea       NOT NULL, -- the bytes as sent, zlib
    CONSTRAINT decision_pk PRIMARY KEY (id),
    CONSTRAINT decision_external_id_is_unique UNIQUE (agent_id, external_id),
    CONSTRAINT decision_link_outlives_window CHECK (link_expires_at >= closes_at)
);

ALTER TABLE decision ALTER COLUMN document SET STORAGE EXTERNAL;

CREATE INDEX decision_of_agent ON decision (agent_id, id);
CREATE INDEX decision_of_subject ON decision (subject_ref, id);
CREATE INDEX decision_of_run ON decision (run_id, id) WHERE run_id IS NOT NULL;

CREATE TRIGGER decision_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The text of a policy version, sent once. By agent, so that none writes into another's file; by digest, so that two
-- texts under one version both stay and can be seen to differ.
CREATE TABLE policy_text (
    agent_id   text        NOT NULL,
    policy_id  text        NOT NULL,
    version    text        NOT NULL,
    digest     bytea       NOT NULL,
    text       text        NOT NULL,
    first_seen timestamptz NOT NULL,
    CONSTRAINT policy_text_pk PRIMARY KEY (agent_id, policy_id, version, digest)
);

CREATE TABLE decision_type (
    code       text        NOT NULL,
    version    integer     NOT NULL,
    body       text        NOT NULL, -- JSON, as the API shows it
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT decision_type_pk PRIMARY KEY (code)
);

-- Only decisions whose link was issued again or revoked have a row: no row is generation 1, not revoked.
CREATE TABLE link (
    decision_id uuid        NOT NULL,
    generation  integer     NOT NULL,
    revoked     boolean     NOT NULL,
    changed_at  timestamptz NOT NULL,
    CONSTRAINT link_pk PRIMARY KEY (decision_id),
    CONSTRAINT link_of_decision FOREIGN KEY (decision_id) REFERENCES decision (id)
);

-- Wrong answers to the verification question of a link.
CREATE TABLE verification_failure (
    decision_id uuid        NOT NULL,
    at          timestamptz NOT NULL,
    id          uuid        NOT NULL,
    CONSTRAINT verification_failure_pk PRIMARY KEY (decision_id, id)
);
