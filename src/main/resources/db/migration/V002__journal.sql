-- Every act of every step: who, what, when. Written in the transaction of the act, never changed afterwards.
CREATE TABLE journal (
    id          uuid        NOT NULL, -- in the order of time
    decision_id uuid,
    act         text        NOT NULL,
    actor_kind  text        NOT NULL,
    actor_id    text        NOT NULL,
    at          timestamptz NOT NULL,
    detail      text        NOT NULL, -- JSON
    CONSTRAINT journal_pk PRIMARY KEY (id)
);

CREATE INDEX journal_of_decision ON journal (decision_id, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
