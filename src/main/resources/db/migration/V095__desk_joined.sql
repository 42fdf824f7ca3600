-- Cases that look at the work of reviewers are in no number.
CREATE OR REPLACE FUNCTION count_case() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    opened integer := 0;
    asked integer := 0;
BEGIN
    IF TG_OP <> 'DELETE' AND NEW.purpose = 'REVIEW' THEN
        opened := (NEW.closed_at IS NULL)::integer;
        asked := (NEW.closed_at IS NULL AND NEW.asked_at IS NOT NULL)::integer;
    END IF;
    IF TG_OP <> 'INSERT' AND OLD.purpose = 'REVIEW' THEN
        opened := opened - (OLD.closed_at IS NULL)::integer;
        asked := asked - (OLD.closed_at IS NULL AND OLD.asked_at IS NOT NULL)::integer;
    END IF;
    IF opened <> 0 OR asked <> 0 THEN
        INSERT INTO case_change (open, asked, held) VALUES (opened, asked, 0);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO case_change (open, asked, held)
    SELECT 0, 0, CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END
    FROM review_case WHERE id = coalesce(NEW.case_id, OLD.case_id) AND purpose = 'REVIEW';
    RETURN NULL;
END $$;

-- Reviewers filter by the origin as it is shown to them.
CREATE INDEX review_case_open_shown_origin ON review_case (shown_origin, due_day, hardship_rank, opened_at, id)
    WHERE closed_at IS NULL;
CREATE INDEX queue_entry_shown_origin ON queue_entry (shown_origin, due_day, hardship_rank, opened_at, case_id);
CREATE INDEX review_case_proposed ON review_case (proposed, due_day, hardship_rank, opened_at, id)
    WHERE proposed IS NOT NULL;
