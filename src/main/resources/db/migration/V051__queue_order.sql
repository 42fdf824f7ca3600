-- Earliest clock first, by the day, then hardship, then age. By the instant, hardship would never count.
ALTER TABLE review_case
    ADD COLUMN due_day date NOT NULL GENERATED ALWAYS AS ((due_at AT TIME ZONE 'UTC')::date) STORED,
    ADD COLUMN hardship text,
    ADD COLUMN hardship_rank integer NOT NULL DEFAULT 9, -- 9 is none; less comes first
    ADD COLUMN hardship_note text,
    ADD COLUMN team text, -- only its members are offered the case
    ADD COLUMN offered_to text, -- only this reviewer is
    ADD COLUMN offered_until timestamptz, -- then everybody is; null for a team that a rule chose
    ADD CONSTRAINT review_case_hardship_is_known CHECK (hardship IN ('SAFETY', 'ILLNESS', 'MONEY', 'AGE')),
    ADD CONSTRAINT review_case_hardship_is_whole CHECK ((hardship IS NULL) = (hardship_rank = 9)),
    ADD CONSTRAINT review_case_offer_ends CHECK (offered_to IS NULL OR offered_until IS NOT NULL);

ALTER TABLE queue_entry
    ADD COLUMN due_day date NOT NULL GENERATED ALWAYS AS ((due_at AT TIME ZONE 'UTC')::date) STORED,
    ADD COLUMN hardship_rank integer NOT NULL DEFAULT 9,
    ADD COLUMN team text,
    ADD COLUMN offered_to text,
    ADD COLUMN offered_until timestamptz;

-- Each filter finds its cases in the order of the queue, however many others are open.
DROP INDEX review_case_open;
CREATE INDEX review_case_open ON review_case (due_day, hardship_rank, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX review_case_open_type ON review_case (type, due_day, hardship_rank, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX review_case_open_policy ON review_case (policy_id, due_day, hardship_rank, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX review_case_open_version ON review_case (policy_version, due_day, hardship_rank, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX review_case_open_model ON review_case (model, due_day, hardship_rank, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX review_case_open_agent ON review_case (agent_id, due_day, hardship_rank, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX review_case_open_jurisdiction ON review_case (jurisdiction, due_day, hardship_rank, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX review_case_open_language ON review_case (language, due_day, hardship_rank, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX review_case_open_origin ON review_case (origin, due_day, hardship_rank, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX review_case_open_team ON review_case (team, due_day, hardship_rank, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX review_case_asked ON review_case (due_day, hardship_rank, opened_at, id)
    WHERE closed_at IS NULL AND asked_at IS NOT NULL;

DROP INDEX queue_entry_order;
CREATE INDEX queue_entry_order ON queue_entry (due_day, hardship_rank, opened_at, case_id);
CREATE INDEX queue_entry_type ON queue_entry (type, due_day, hardship_rank, opened_at, case_id);
CREATE INDEX queue_entry_policy ON queue_entry (policy_id, due_day, hardship_rank, opened_at, case_id);
CREATE INDEX queue_entry_version ON queue_entry (policy_version, due_day, hardship_rank, opened_at, case_id);
CREATE INDEX queue_entry_model ON queue_entry (model, due_day, hardship_rank, opened_at, case_id);
CREATE INDEX queue_entry_agent ON queue_entry (agent_id, due_day, hardship_rank, opened_at, case_id);
CREATE INDEX queue_entry_jurisdiction ON queue_entry (jurisdiction, due_day, hardship_rank, opened_at, case_id);
CREATE INDEX queue_entry_language ON queue_entry (language, due_day, hardship_rank, opened_at, case_id);
CREATE INDEX queue_entry_origin ON queue_entry (origin, due_day, hardship_rank, opened_at, case_id);
CREATE INDEX queue_entry_team ON queue_entry (team, due_day, hardship_rank, opened_at, case_id);

-- A case that its reviewer put aside until a date; it comes back by itself.
CREATE TABLE hold (
    case_id     uuid        NOT NULL,
    decision_id uuid        NOT NULL,
    holder      text        NOT NULL,
    fence       bigint      NOT NULL, -- the last one given out
    held_at     timestamptz NOT NULL,
    until_at    timestamptz NOT NULL,
    reason      text        NOT NULL,
    CONSTRAINT hold_pk PRIMARY KEY (case_id),
    CONSTRAINT hold_of_case FOREIGN KEY (case_id) REFERENCES review_case (id),
    CONSTRAINT hold_is_bounded CHECK (until_at > held_at AND until_at <= held_at + interval '121 days')
);

CREATE INDEX hold_by_end ON hold (until_at);
CREATE INDEX hold_by_holder ON hold (holder);

-- Whoever skipped a case is not offered it again before another claim: until its fence is a greater one.
CREATE TABLE skip (
    case_id     uuid        NOT NULL,
    reviewer_id text        NOT NULL,
    fence       bigint      NOT NULL,
    reason      text        NOT NULL,
    at          timestamptz NOT NULL,
    CONSTRAINT skip_pk PRIMARY KEY (case_id, reviewer_id, fence),
    CONSTRAINT skip_of_case FOREIGN KEY (case_id) REFERENCES review_case (id)
);

CREATE INDEX skip_newest ON skip (at DESC, case_id DESC);

-- What a colleague thinks whom the holder asked; the claim stays where it is.
CREATE TABLE second_opinion (
    case_id   uuid        NOT NULL,
    asked_of  text        NOT NULL,
    asked_by  text        NOT NULL,
    question  text        NOT NULL,
    asked_at  timestamptz NOT NULL,
    opinion   text,
    given_at  timestamptz,
    CONSTRAINT second_opinion_pk PRIMARY KEY (case_id, asked_of),
    CONSTRAINT second_opinion_of_case FOREIGN KEY (case_id) REFERENCES review_case (id),
    CONSTRAINT second_opinion_is_of_another CHECK (asked_of <> asked_by),
    CONSTRAINT second_opinion_is_whole CHECK ((opinion IS NULL) = (given_at IS NULL))
);

CREATE INDEX second_opinion_open ON second_opinion (asked_of, asked_at) WHERE given_at IS NULL;
