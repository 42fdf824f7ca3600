-- Rulings under the same clause, newest first, for the reviewer of the next case.
CREATE INDEX ruling_by_clause ON ruling (clause, ruled_at DESC) WHERE clause IS NOT NULL;

-- Files that a reviewer marked as hard to look at, to spare the colleagues after them.
CREATE TABLE evidence_mark (
    evidence_id uuid        NOT NULL,
    marked_by   text        NOT NULL,
    marked_at   timestamptz NOT NULL,
    CONSTRAINT evidence_mark_pk PRIMARY KEY (evidence_id),
    CONSTRAINT evidence_mark_of_evidence FOREIGN KEY (evidence_id) REFERENCES evidence (id)
);
