-- Rulings as agents read them, in the order of commits: the next position is one row, locked by the transaction that
-- takes it, so that a reader who has seen position n never misses one below it.
CREATE TABLE outcome_position (
    single   boolean NOT NULL DEFAULT true,
    position bigint  NOT NULL,
    CONSTRAINT outcome_position_pk PRIMARY KEY (single),
    CONSTRAINT outcome_position_is_one_row CHECK (single)
);

CREATE TABLE outcome (
    position  bigint NOT NULL,
    ruling_id uuid   NOT NULL,
    agent_id  text   NOT NULL,
    origin    text   NOT NULL,
    remedy_id uuid,
    CONSTRAINT outcome_pk PRIMARY KEY (position),
    CONSTRAINT outcome_once_per_ruling UNIQUE (ruling_id),
    CONSTRAINT outcome_of_ruling FOREIGN KEY (ruling_id) REFERENCES ruling (id)
);

CREATE INDEX outcome_of_agent ON outcome (agent_id, position);

INSERT INTO outcome (position, ruling_id, agent_id, origin, remedy_id)
SELECT row_number() OVER (ORDER BY r.ruled_at, r.id), r.id, d.agent_id, c.origin, m.id
FROM ruling r
JOIN decision d ON d.id = r.decision_id
JOIN review_case c ON c.id = r.case_id
LEFT JOIN remedy m ON m.ruling_id = r.id;

INSERT INTO outcome_position (position) SELECT coalesce(max(position), 0) FROM outcome;

CREATE TRIGGER outcome_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON outcome
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
