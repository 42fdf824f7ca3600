-- Why a case was opened though nobody appealed: what was found, JSON. Null for cases that people began.
ALTER TABLE review_case ADD COLUMN finding text;
ALTER TABLE review_case ADD CONSTRAINT review_case_trigger_has_finding CHECK (origin <> 'TRIGGER' OR finding IS NOT NULL)
    NOT VALID;
