-- What a person uploads. Until the appeal is filed it belongs to the draft, and appeal_id is null. The file itself lies
-- in a row of its own, uncompressed, so that a slice of it can be read without the rest.
CREATE TABLE evidence (
    id          uuid        NOT NULL,
    decision_id uuid        NOT NULL,
    appeal_id   uuid,
    fact_id     text, -- the disputed fact it proves; null for the appeal as a whole
    name        text        NOT NULL,
    media_type  text        NOT NULL, -- as found in the bytes, never as claimed
    size        integer     NOT NULL,
    digest      bytea       NOT NULL, -- SHA-256
    scanned     boolean     NOT NULL, -- whether a virus scanner was asked; what it refuses is never stored
    added_at    timestamptz NOT NULL,
    CONSTRAINT evidence_pk PRIMARY KEY (id),
    CONSTRAINT evidence_of_decision FOREIGN KEY (decision_id) REFERENCES decision (id),
    CONSTRAINT evidence_of_appeal FOREIGN KEY (appeal_id) REFERENCES appeal (id),
    CONSTRAINT evidence_size_is_bounded CHECK (size BETWEEN 1 AND 10485760)
);

CREATE INDEX evidence_of_decisions ON evidence (decision_id, added_at, id);

CREATE TABLE evidence_content (
    evidence_id uuid  NOT NULL,
    content     bytea NOT NULL,
    CONSTRAINT evidence_content_pk PRIMARY KEY (evidence_id),
    CONSTRAINT evidence_content_of_evidence FOREIGN KEY (evidence_id) REFERENCES evidence (id) ON DELETE CASCADE
);

ALTER TABLE evidence_content ALTER COLUMN content SET STORAGE EXTERNAL;
