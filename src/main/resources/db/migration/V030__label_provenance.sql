-- What labels are chosen by. `subject_ref` is never exported: it keeps a person on one side of a split.
ALTER TABLE label
    ADD COLUMN type           text,
    ADD COLUMN agent_id       text,
    ADD COLUMN subject_ref    text,
    ADD COLUMN policy_id      text,
    ADD COLUMN policy_version text,
    ADD COLUMN model          text,
    ADD COLUMN verdict        text,
    ADD COLUMN selection      text,
    ADD COLUMN blind          boolean;

ALTER TABLE label DISABLE TRIGGER label_is_append_only;

UPDATE label l
SET type = d.type, agent_id = d.agent_id, subject_ref = d.subject_ref, policy_id = d.policy_id,
    policy_version = d.policy_version, model = d.model_served, verdict = r.verdict, selection = c.origin, blind = r.blind
FROM ruling r
JOIN decision d ON d.id = r.decision_id
JOIN review_case c ON c.id = r.case_id
WHERE r.id = l.ruling_id;

ALTER TABLE label ENABLE TRIGGER label_is_append_only;

ALTER TABLE label
    ALTER COLUMN type SET NOT NULL,
    ALTER COLUMN agent_id SET NOT NULL,
    ALTER COLUMN subject_ref SET NOT NULL,
    ALTER COLUMN verdict SET NOT NULL,
    ALTER COLUMN selection SET NOT NULL,
    ALTER COLUMN blind SET NOT NULL,
    ADD CONSTRAINT label_verdict_is_known CHECK (verdict IN
        ('UPHELD', 'OVERTURNED', 'PARTLY_OVERTURNED', 'REMITTED', 'INADMISSIBLE')),
    ADD CONSTRAINT label_retracts_another CHECK (retracts <> id),
    ADD CONSTRAINT label_retracts_a_label FOREIGN KEY (retracts) REFERENCES label (id);

-- A label is retracted once at most; this is also how one is found to be retracted.
CREATE UNIQUE INDEX label_retracted_once ON label (retracts) WHERE retracts IS NOT NULL;
CREATE INDEX label_of_decision ON label (decision_id, position);
