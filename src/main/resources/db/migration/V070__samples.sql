-- Cases that no person began, and cases that look at the work of reviewers.

-- A case whose ruling counts is a REVIEW. The others repeat one: `repeats` names it, `words_of` the appeal whose words
-- they show. Their rulings go to `check_answer` and nowhere else.
ALTER TABLE review_case
    ADD COLUMN purpose text NOT NULL DEFAULT 'REVIEW',
    ADD COLUMN repeats uuid,
    ADD COLUMN words_of uuid,
    ADD COLUMN inclusion_probability double precision,
    -- What reviewers are told and may filter by: a random sample looks like an appeal.
    ADD COLUMN shown_origin text GENERATED ALWAYS AS (CASE WHEN origin = 'AUDIT' THEN 'APPEAL' ELSE origin END) STORED,
    ADD CONSTRAINT review_case_purpose_is_known CHECK (purpose IN ('REVIEW', 'KNOWN_ANSWER', 'DOUBLE')),
    ADD CONSTRAINT review_case_repeats_one CHECK ((purpose = 'REVIEW') = (repeats IS NULL)),
    ADD CONSTRAINT review_case_repeats_a_case FOREIGN KEY (repeats) REFERENCES review_case (id),
    ADD CONSTRAINT review_case_words_of_appeal FOREIGN KEY (words_of) REFERENCES appeal (id),
    ADD CONSTRAINT review_case_probability_is_one CHECK (inclusion_probability > 0 AND inclusion_probability <= 1),
    DROP CONSTRAINT review_case_end_is_known,
    -- APPEALED: the person appealed while we looked without being asked; the case of the appeal goes on.
    ADD CONSTRAINT review_case_end_is_known CHECK (closed_as IN ('RULED', 'WITHDRAWN', 'APPEALED'));

ALTER TABLE queue_entry
    ADD COLUMN shown_origin text GENERATED ALWAYS AS (CASE WHEN origin = 'AUDIT' THEN 'APPEAL' ELSE origin END) STORED;

-- Cases whose acts are in the journal but are no part of what is told of the decision.
CREATE TABLE journal_aside (
    decision_id uuid NOT NULL,
    case_id     uuid NOT NULL,
    CONSTRAINT journal_aside_pk PRIMARY KEY (decision_id, case_id)
);

-- ---------------------------------------------------------------- AUDIT

CREATE TABLE audit_policy (
    version integer     NOT NULL,
    rules   text        NOT NULL, -- JSON
    made_by text        NOT NULL,
    made_at timestamptz NOT NULL,
    CONSTRAINT audit_policy_pk PRIMARY KEY (version)
);

CREATE TRIGGER audit_policy_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_policy
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- How far the decisions have been considered: the id of the last journal entry of a decision. And the secret that the
-- draw is made with: whoever knows it can foretell the sample.
CREATE TABLE audit_mark (
    single   boolean NOT NULL DEFAULT true,
    entry_id uuid    NOT NULL,
    secret   bytea   NOT NULL,
    CONSTRAINT audit_mark_pk PRIMARY KEY (single),
    CONSTRAINT audit_mark_is_one_row CHECK (single)
);

INSERT INTO audit_mark (entry_id, secret) VALUES ('00000000-0000-0000-0000-000000000000',
    sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

-- How many decisions of a stratum were considered under a version of the policy, and what became of them.
CREATE TABLE audit_count (
    policy_version integer NOT NULL,
    stratum        text    NOT NULL,
    considered     bigint  NOT NULL,
    drawn          bigint  NOT NULL,
    looked_at      bigint  NOT NULL, -- had an appeal or a case already: no part of the population drawn from
    CONSTRAINT audit_count_pk PRIMARY KEY (policy_version, stratum),
    CONSTRAINT audit_count_of_policy FOREIGN KEY (policy_version) REFERENCES audit_policy (version)
);

CREATE TABLE audit_draw (
    decision_id    uuid             NOT NULL,
    policy_version integer          NOT NULL,
    stratum        text             NOT NULL,
    probability    double precision NOT NULL,
    drawn_at       timestamptz      NOT NULL,
    open_at        timestamptz      NOT NULL,
    case_id        uuid,
    ended_as       text, -- null: still to be opened, or under way
    CONSTRAINT audit_draw_pk PRIMARY KEY (decision_id),
    CONSTRAINT audit_draw_of_decision FOREIGN KEY (decision_id) REFERENCES decision (id),
    CONSTRAINT audit_draw_of_policy FOREIGN KEY (policy_version) REFERENCES audit_policy (version),
    CONSTRAINT audit_draw_of_case FOREIGN KEY (case_id) REFERENCES review_case (id),
    CONSTRAINT audit_draw_end_is_known CHECK (ended_as IN ('RULED', 'APPEALED', 'LOOKED_AT'))
);

CREATE UNIQUE INDEX audit_draw_of_cases ON audit_draw (case_id);
CREATE INDEX audit_draw_to_open ON audit_draw (open_at) WHERE case_id IS NULL AND ended_as IS NULL;

-- ---------------------------------------------------------------- SWEEP

CREATE TABLE sweep (
    id         uuid        NOT NULL,
    ruling_id  uuid        NOT NULL,
    signature  text        NOT NULL, -- JSON
    opened_by  text        NOT NULL,
    opened_at  timestamptz NOT NULL,
    after_id   uuid        NOT NULL, -- decisions up to this id have been looked at
    until_id   uuid        NOT NULL, -- the newest decision when the sweep began
    matched    bigint      NOT NULL DEFAULT 0,
    cases      bigint      NOT NULL DEFAULT 0,
    done_at    timestamptz,
    CONSTRAINT sweep_pk PRIMARY KEY (id),
    CONSTRAINT sweep_once_per_ruling UNIQUE (ruling_id),
    CONSTRAINT sweep_of_ruling FOREIGN KEY (ruling_id) REFERENCES ruling (id)
);

CREATE INDEX sweep_under_way ON sweep (opened_at) WHERE done_at IS NULL;

-- ---------------------------------------------------------------- Checks of reviews

CREATE TABLE known_answer (
    case_id   uuid        NOT NULL,
    accepted  text        NOT NULL, -- verdicts, with commas
    seeded_by text        NOT NULL,
    seeded_at timestamptz NOT NULL,
    CONSTRAINT known_answer_pk PRIMARY KEY (case_id),
    CONSTRAINT known_answer_of_case FOREIGN KEY (case_id) REFERENCES review_case (id)
);

CREATE TABLE check_answer (
    case_id      uuid        NOT NULL,
    purpose      text        NOT NULL,
    decision_id  uuid        NOT NULL,
    repeats      uuid        NOT NULL,
    reviewer_id  text        NOT NULL,
    verdict      text        NOT NULL,
    said         text        NOT NULL, -- JSON: the ruling as it would have been
    agrees       boolean     NOT NULL, -- with the accepted verdicts, or with the first ruling
    answered_at  timestamptz NOT NULL,
    CONSTRAINT check_answer_pk PRIMARY KEY (case_id),
    CONSTRAINT check_answer_of_case FOREIGN KEY (case_id) REFERENCES review_case (id),
    CONSTRAINT check_answer_purpose_is_known CHECK (purpose IN ('KNOWN_ANSWER', 'DOUBLE'))
);

CREATE INDEX check_answer_of_reviewer ON check_answer (reviewer_id, answered_at);
CREATE INDEX check_answer_by_time ON check_answer (purpose, answered_at);

CREATE TRIGGER check_answer_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON check_answer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ---------------------------------------------------------------- Labels and messages

-- A label of the same ruling may be replaced by one that says how many reviewers agreed.
ALTER TABLE label
    ADD COLUMN edition smallint NOT NULL DEFAULT 1,
    ADD COLUMN inclusion_probability double precision,
    DROP CONSTRAINT label_once_per_ruling,
    ADD CONSTRAINT label_once_per_ruling UNIQUE (ruling_id, edition);

CREATE INDEX label_of_type ON label (type, position);

ALTER TABLE outgoing_message DROP CONSTRAINT outgoing_message_kind_is_known;
ALTER TABLE outgoing_message ADD CONSTRAINT outgoing_message_kind_is_known CHECK (kind IN ('RECEIVED', 'QUESTION',
    'MESSAGE', 'REMINDER', 'QUESTION_LAPSED', 'EXTENSION', 'OUTCOME', 'REMEDY_DONE', 'OVERDUE', 'WITHDRAWN', 'LINK',
    'LOOKING_AGAIN', 'LOOKED_AGAIN'));
