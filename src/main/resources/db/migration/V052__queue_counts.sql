-- How many cases are open, asked and on hold, without counting them: a sum and the changes since. Changes are rows of
-- their own, so that acts on different cases do not wait for one another; now and then they are added up.
CREATE TABLE case_count (
    one   boolean NOT NULL DEFAULT true,
    open  bigint  NOT NULL,
    asked bigint  NOT NULL,
    held  bigint  NOT NULL,
    CONSTRAINT case_count_pk PRIMARY KEY (one),
    CONSTRAINT case_count_is_one CHECK (one)
);

INSERT INTO case_count (open, asked, held)
SELECT count(*), count(asked_at), 0 FROM review_case WHERE closed_at IS NULL;

CREATE TABLE case_change (
    open  integer NOT NULL,
    asked integer NOT NULL,
    held  integer NOT NULL
);

CREATE FUNCTION count_case() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    opened integer := 0;
    asked integer := 0;
BEGIN
    IF TG_OP <> 'DELETE' THEN
        opened := (NEW.closed_at IS NULL)::integer;
        asked := (NEW.closed_at IS NULL AND NEW.asked_at IS NOT NULL)::integer;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        opened := opened - (OLD.closed_at IS NULL)::integer;
        asked := asked - (OLD.closed_at IS NULL AND OLD.asked_at IS NOT NULL)::integer;
    END IF;
    IF opened <> 0 OR asked <> 0 THEN
        INSERT INTO case_change (open, asked, held) VALUES (opened, asked, 0);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER review_case_counts AFTER INSERT OR DELETE OR UPDATE OF closed_at, asked_at ON review_case
    FOR EACH ROW EXECUTE FUNCTION count_case();

CREATE FUNCTION count_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO case_change (open, asked, held) VALUES (0, 0, CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END);
    RETURN NULL;
END $$;

CREATE TRIGGER hold_counts AFTER INSERT OR DELETE ON hold FOR EACH ROW EXECUTE FUNCTION count_hold();
