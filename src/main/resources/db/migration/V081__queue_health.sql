-- What the health of the queue is read from, so that a million open cases do not make it slow.
CREATE INDEX review_case_open_by_age ON review_case (opened_at) WHERE closed_at IS NULL;
CREATE INDEX review_case_arrived ON review_case (opened_at);
CREATE INDEX review_case_of_appeals ON review_case (appeal_id);
