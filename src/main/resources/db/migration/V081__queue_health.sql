-- What the health of the queue is read from, so that a million open cases do not make it slow.
CREATE INDEX review_case_open_by_age ON review_case (opened_at) WHERE closed_at IS NULL AND purpose = 'REVIEW';
CREATE INDEX review_case_open_by_due ON review_case (due_at) WHERE closed_at IS NULL AND purpose = 'REVIEW';
CREATE INDEX review_case_arrived ON review_case (opened_at) WHERE purpose = 'REVIEW';
CREATE INDEX review_case_of_appeals ON review_case (appeal_id);
