-- A ruling that was sent and is not made yet: its undo window runs, or a second person has to approve it. Nothing that
-- leaves the house exists before it is made. While it waits nobody holds the case and it is in no queue.
CREATE TABLE proposed_ruling (
    case_id     uuid        NOT NULL,
    reviewer_id text        NOT NULL,
    lead        boolean     NOT NULL,
    waits_for   text        NOT NULL,
    body        text        NOT NULL, -- JSON: what the reviewer says, checked
    version     integer     NOT NULL, -- of the case it rests on; another one by then, and it is not made
    fence       bigint      NOT NULL, -- of the claim it was sent under
    sent_at     timestamptz NOT NULL,
    due_at      timestamptz, -- when the undo window ends
    CONSTRAINT proposed_ruling_pk PRIMARY KEY (case_id),
    CONSTRAINT proposed_ruling_of_case FOREIGN KEY (case_id) REFERENCES review_case (id),
    CONSTRAINT proposed_ruling_wait_is_known CHECK (waits_for IN ('UNDO', 'APPROVAL')),
    CONSTRAINT proposed_ruling_undo_ends CHECK ((waits_for = 'UNDO') = (due_at IS NOT NULL))
);

CREATE INDEX proposed_ruling_due ON proposed_ruling (due_at) WHERE due_at IS NOT NULL;

-- What a ruling of the case waits for; null when none was sent.
ALTER TABLE review_case ADD COLUMN proposed text;
ALTER TABLE review_case ADD CONSTRAINT review_case_proposed_is_known CHECK (proposed IN ('UNDO', 'APPROVAL')) NOT VALID;
ALTER TABLE review_case ADD CONSTRAINT review_case_closed_has_no_proposal CHECK (proposed IS NULL OR closed_at IS NULL) NOT VALID;

-- What a second person said of a proposed ruling.
CREATE TABLE approval (
    id          uuid        NOT NULL,
    case_id     uuid        NOT NULL,
    proposed_by text        NOT NULL,
    reviewer_id text        NOT NULL,
    approved    boolean     NOT NULL,
    reasons     text,
    at          timestamptz NOT NULL,
    CONSTRAINT approval_pk PRIMARY KEY (id),
    CONSTRAINT approval_of_case FOREIGN KEY (case_id) REFERENCES review_case (id),
    CONSTRAINT approval_is_by_another CHECK (reviewer_id <> proposed_by),
    CONSTRAINT approval_refusal_has_reasons CHECK (approved OR length(trim(reasons)) > 0)
);

CREATE INDEX approval_of_cases ON approval (case_id);

ALTER TABLE ruling ADD COLUMN approved_by text;
ALTER TABLE ruling ADD COLUMN inadmissible text;
ALTER TABLE ruling ADD CONSTRAINT ruling_approval_is_by_another CHECK (approved_by <> reviewer_id) NOT VALID;
ALTER TABLE ruling ADD CONSTRAINT ruling_inadmissible_is_known
    CHECK (inadmissible IN ('OUT_OF_SCOPE', 'LATE', 'DUPLICATE', 'OTHER')) NOT VALID;

-- A late appeal that was taken all the same. One that was not is a ruling.
CREATE TABLE admission (
    case_id     uuid        NOT NULL,
    reviewer_id text        NOT NULL,
    reasons     text        NOT NULL,
    at          timestamptz NOT NULL,
    CONSTRAINT admission_pk PRIMARY KEY (case_id),
    CONSTRAINT admission_of_case FOREIGN KEY (case_id) REFERENCES review_case (id)
);

-- What a reviewer asked the operator to show. It lapses on its date by itself; the clocks of the person run on.
CREATE TABLE record_request (
    id          uuid        NOT NULL,
    case_id     uuid        NOT NULL,
    decision_id uuid        NOT NULL,
    agent_id    text        NOT NULL,
    what        text        NOT NULL,
    asked_by    text        NOT NULL,
    asked_at    timestamptz NOT NULL,
    due_at      timestamptz NOT NULL,
    answer      text,
    answered_by text,
    answered_at timestamptz,
    CONSTRAINT record_request_pk PRIMARY KEY (id),
    CONSTRAINT record_request_of_case FOREIGN KEY (case_id) REFERENCES review_case (id),
    CONSTRAINT record_request_answer_is_whole
        CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL))
);

CREATE INDEX record_request_of_cases ON record_request (case_id);
CREATE INDEX record_request_open ON record_request (due_at) WHERE answered_at IS NULL;

-- The version of the case up to which a reviewer has looked: set by the first claim, moved by "I have seen it" and by a
-- ruling that names it. What came after it blocks a ruling.
CREATE TABLE case_seen (
    case_id     uuid        NOT NULL,
    reviewer_id text        NOT NULL,
    version     integer     NOT NULL,
    at          timestamptz NOT NULL,
    CONSTRAINT case_seen_pk PRIMARY KEY (case_id, reviewer_id)
);

-- Which page wrote the draft last: another page must not overwrite it unseen.
ALTER TABLE ruling_draft ADD COLUMN page text;
