-- One check of a candidate against a dataset, with its whole report.
CREATE TABLE gate (
    id          uuid        NOT NULL,
    dataset_id  uuid        NOT NULL,
    agent_id    text, -- of the dataset: who alone may see it; null when it is not narrowed to one
    result      text        NOT NULL,
    report      bytea       NOT NULL, -- JSON as the API shows it, zlib
    run_by_kind text        NOT NULL,
    run_by      text        NOT NULL,
    run_at      timestamptz NOT NULL,
    CONSTRAINT gate_pk PRIMARY KEY (id),
    CONSTRAINT gate_of_dataset FOREIGN KEY (dataset_id) REFERENCES dataset (id),
    CONSTRAINT gate_result_is_known CHECK (result IN ('PASS', 'FAIL', 'TOO_FEW'))
);

ALTER TABLE gate ALTER COLUMN report SET STORAGE EXTERNAL;

CREATE INDEX gate_newest ON gate (run_at DESC, id DESC);
CREATE INDEX gate_of_datasets ON gate (dataset_id, run_at DESC, id DESC);

CREATE TRIGGER gate_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON gate
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
