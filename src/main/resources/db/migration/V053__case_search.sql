-- What a case is found by: its reference, the subject, the agent's id and the person's words, in no language, so that
-- all languages are found alike.
CREATE TABLE case_search (
    case_id uuid     NOT NULL,
    words   tsvector NOT NULL,
    CONSTRAINT case_search_pk PRIMARY KEY (case_id),
    CONSTRAINT case_search_of_case FOREIGN KEY (case_id) REFERENCES review_case (id)
);

CREATE INDEX case_search_words ON case_search USING gin (words);

INSERT INTO case_search (case_id, words)
SELECT c.id, to_tsvector('simple', translate(lower(concat_ws(' ', c.reference, c.subject_ref, d.external_id, a.statement)),
    '-/_.:,;@#()[]{}"''!?+=&|<>*', repeat(' ', 27)))
FROM review_case c JOIN decision d ON d.id = c.decision_id LEFT JOIN appeal a ON a.id = c.appeal_id;
