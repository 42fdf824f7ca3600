-- A finding that came while the case of an appeal was open was given the same appeal, and took what happened to it from
-- that case. It only shows its words.
UPDATE review_case f SET words_of = f.appeal_id, appeal_id = NULL
WHERE f.origin = 'TRIGGER' AND f.closed_at IS NULL AND f.asked_at IS NULL
    AND EXISTS (SELECT 1 FROM review_case c WHERE c.appeal_id = f.appeal_id AND c.origin <> 'TRIGGER'
        AND c.closed_at IS NULL);
