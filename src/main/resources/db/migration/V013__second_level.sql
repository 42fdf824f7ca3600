-- A second-level appeal objects to the first ruling; it is one more appeal against the same decision.
ALTER TABLE appeal ADD COLUMN level smallint NOT NULL DEFAULT 1;
ALTER TABLE appeal ADD CONSTRAINT appeal_level_is_known CHECK (level IN (1, 2));
DROP INDEX appeal_one_live_per_decision;
CREATE UNIQUE INDEX appeal_one_live_per_level ON appeal (decision_id, level) WHERE withdrawn_at IS NULL;

-- Who an agent files for, as its delegation says.
ALTER TABLE appeal ADD COLUMN filed_for text;

-- What the organisation says to the wish that the effect waits.
CREATE TABLE pause_answer (
    appeal_id   uuid        NOT NULL,
    granted     boolean     NOT NULL,
    reason      text        NOT NULL, -- as the person reads it
    until_at    timestamptz,
    answered_by text        NOT NULL,
    answered_at timestamptz NOT NULL,
    CONSTRAINT pause_answer_pk PRIMARY KEY (appeal_id),
    CONSTRAINT pause_answer_of_appeal FOREIGN KEY (appeal_id) REFERENCES appeal (id),
    CONSTRAINT pause_answer_until_belongs_to_yes CHECK (granted OR until_at IS NULL)
);

-- A ruling may answer each ground by itself.
ALTER TABLE ruling ADD COLUMN answers text NOT NULL DEFAULT '[]'; -- JSON: [{ground, text}]
