-- Decisions lie in a partition for each month, by the time in their id, so that those whose time is over can go with
-- their month. No constraint over all months can say that an agent's external id is recorded once; the journal does,
-- which keeps its entry when the decision is gone.
ALTER TABLE journal ADD COLUMN key uuid;
COMMENT ON COLUMN journal.key IS
    'What is recorded once: of a decision the first half of the SHA-256 of agent and external id, each after its length';

ALTER TABLE journal DISABLE TRIGGER journal_is_append_only;
UPDATE journal j
SET key = left(encode(sha256(int4send(octet_length(d.agent_id)) || convert_to(d.agent_id, 'UTF8')
        || int4send(octet_length(d.external_id)) || convert_to(d.external_id, 'UTF8')), 'hex'), 32)::uuid
FROM decision d
WHERE d.id = j.decision_id AND j.act = 'DECISION_RECORDED';
ALTER TABLE journal ENABLE TRIGGER journal_is_append_only;

CREATE UNIQUE INDEX journal_key_is_unique ON journal (key) WHERE key IS NOT NULL;

-- What is there now becomes the partition of all time until the end of this month.
CREATE TEMPORARY TABLE reference AS
SELECT conrelid::regclass AS from_table, conname, pg_get_constraintdef(oid) AS definition
FROM pg_constraint WHERE contype = 'f' AND confrelid = 'decision'::regclass;

DO $$
DECLARE r record;
BEGIN
    FOR r IN SELECT * FROM reference LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.from_table, r.conname);
    END LOOP;
END
$$;

ALTER TABLE decision RENAME TO decision_before;
DROP TRIGGER decision_is_immutable ON decision_before;
ALTER TABLE decision_before DROP CONSTRAINT decision_external_id_is_unique;
ALTER TABLE decision_before RENAME CONSTRAINT decision_pk TO decision_before_pk;
ALTER INDEX decision_of_agent RENAME TO decision_before_of_agent;
ALTER INDEX decision_of_subject RENAME TO decision_before_of_subject;
ALTER INDEX decision_of_run RENAME TO decision_before_of_run;
ALTER INDEX decision_of_trace RENAME TO decision_before_of_trace;

CREATE TABLE decision (
    LIKE decision_before INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMMENTS,
    CONSTRAINT decision_pk PRIMARY KEY (id)
) PARTITION BY RANGE (id);
CREATE INDEX decision_of_agent ON decision (agent_id, id);
CREATE INDEX decision_of_subject ON decision (subject_ref, id);
CREATE INDEX decision_of_run ON decision (run_id, id) WHERE run_id IS NOT NULL;
CREATE INDEX decision_of_trace ON decision (lower(trace_id)) WHERE trace_id IS NOT NULL;

-- An id begins with 48 bits of milliseconds since 1970.
DO $$
DECLARE
    month_ends timestamp := date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month';
    ends text := rpad(lpad(to_hex((extract(epoch FROM month_ends) * 1000)::bigint), 12, '0'), 32, '0');
BEGIN
    CREATE TABLE decision_rest (LIKE decision INCLUDING ALL);
    EXECUTE format('WITH later AS (DELETE FROM decision_before WHERE id >= %L RETURNING *)'
        ' INSERT INTO decision_rest SELECT * FROM later', ends);
    EXECUTE format('ALTER TABLE decision ATTACH PARTITION decision_before FOR VALUES FROM (MINVALUE) TO (%L)', ends);
END
$$;
ALTER TABLE decision_rest SET (toast_tuple_target = 8160);
ALTER TABLE decision_rest ALTER COLUMN document SET STATISTICS 0, ALTER COLUMN digest SET STATISTICS 0;
ALTER TABLE decision ATTACH PARTITION decision_rest DEFAULT;

DO $$
DECLARE r record;
BEGIN
    FOR r IN SELECT * FROM reference LOOP
        EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', r.from_table, r.conname, r.definition);
    END LOOP;
END
$$;
DROP TABLE reference;

-- A decision is immutable, and goes only after the journal says so.
CREATE FUNCTION refuse_change_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
            SELECT 1 FROM journal WHERE decision_id = OLD.id AND act = 'DECISION_REMOVED') THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'decision is append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER decision_is_immutable BEFORE UPDATE OR DELETE ON decision
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_decision();
CREATE TRIGGER decision_is_not_replaced BEFORE UPDATE OR TRUNCATE ON decision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Autovacuum looks at partitions only; joins are planned by what is known of the whole.
ANALYZE decision;

-- What goes with it.
CREATE FUNCTION refuse_unless_decision_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM journal WHERE decision_id = OLD.decision_id AND act = 'DECISION_REMOVED') THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;

DROP TRIGGER delegation_is_append_only ON delegation;
CREATE TRIGGER delegation_is_append_only BEFORE UPDATE OR TRUNCATE ON delegation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER delegation_goes_with_its_decision BEFORE DELETE ON delegation
    FOR EACH ROW EXECUTE FUNCTION refuse_unless_decision_removed();

DROP TRIGGER sending_warning_is_immutable ON sending_warning;
CREATE TRIGGER sending_warning_is_immutable BEFORE UPDATE OR TRUNCATE ON sending_warning
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sending_warning_goes_with_its_decision BEFORE DELETE ON sending_warning
    FOR EACH ROW EXECUTE FUNCTION refuse_unless_decision_removed();

-- Whether somebody ruled on it is asked of each before it goes.
CREATE INDEX ruling_of_decisions ON ruling (decision_id, ruled_at);
