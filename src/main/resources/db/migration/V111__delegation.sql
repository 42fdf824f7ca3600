-- In whose name an agent decided, and through whom (RFC 8693 section 4.1); of the decisions that say so.
CREATE TABLE delegation (
    decision_id uuid        NOT NULL,
    principal   text        NOT NULL, -- the person, as `sub` names them
    actors      text[]      NOT NULL, -- who acted, the last one first
    proven      boolean     NOT NULL, -- by a signed token; otherwise only the agent says so
    agent_id    text        NOT NULL, -- whose credential it came with
    decided_at  timestamptz NOT NULL, -- of the decision, to find without it
    CONSTRAINT delegation_pk PRIMARY KEY (decision_id),
    CONSTRAINT delegation_has_an_actor CHECK (cardinality(actors) > 0)
);

CREATE INDEX delegation_of_principal ON delegation (principal, decided_at, decision_id);

CREATE TRIGGER delegation_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON delegation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
