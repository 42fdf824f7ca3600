-- What else an appeal covers: decisions of the same run about the same person and question, which nobody has to appeal
-- one by one.
CREATE TABLE covered_decision (
    appeal_id   uuid NOT NULL,
    decision_id uuid NOT NULL,
    CONSTRAINT covered_decision_pk PRIMARY KEY (appeal_id, decision_id),
    CONSTRAINT covered_decision_by_appeal FOREIGN KEY (appeal_id) REFERENCES appeal (id),
    CONSTRAINT covered_decision_is_known FOREIGN KEY (decision_id) REFERENCES decision (id)
);

CREATE INDEX covered_decision_by_decision ON covered_decision (decision_id);
