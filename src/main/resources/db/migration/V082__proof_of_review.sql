-- What a reviewer had in front of them, once a minute for each: the case, the input snapshot, a file (ref is its id);
-- ALL is their word that they read everything.
CREATE TABLE case_read (
    case_id     uuid        NOT NULL,
    reviewer_id text        NOT NULL,
    what        text        NOT NULL,
    ref         text        NOT NULL,
    minute      timestamptz NOT NULL,
    CONSTRAINT case_read_pk PRIMARY KEY (case_id, reviewer_id, what, ref, minute),
    CONSTRAINT case_read_of_case FOREIGN KEY (case_id) REFERENCES review_case (id),
    CONSTRAINT case_read_what_is_known CHECK (what IN ('CASE', 'INPUT', 'FILE', 'ALL'))
);

CREATE INDEX case_read_of_reviewer ON case_read (reviewer_id, minute);

-- How a ruling came about. It says nothing of whether the ruling is right.
CREATE TABLE ruling_proof (
    ruling_id      uuid        NOT NULL,
    case_id        uuid        NOT NULL,
    reviewer_id    text        NOT NULL,
    ruled_at       timestamptz NOT NULL,
    words          integer     NOT NULL, -- there were to read
    least_seconds  integer     NOT NULL, -- that reading them takes
    held_seconds   bigint,               -- from the first claim to the ruling; null when no claim is on record
    active_seconds bigint      NOT NULL, -- of that with something done at the desk, pauses of over five minutes cut
    files          integer     NOT NULL,
    files_opened   integer     NOT NULL,
    input_opened   boolean,              -- null when there is no input snapshot
    confirmed      boolean     NOT NULL, -- the reviewer said that they read everything
    shallow        text        NOT NULL, -- codes of what was missing, with commas; empty when nothing was
    CONSTRAINT ruling_proof_pk PRIMARY KEY (ruling_id),
    CONSTRAINT ruling_proof_of_ruling FOREIGN KEY (ruling_id) REFERENCES ruling (id)
);

CREATE INDEX ruling_proof_of_reviewer ON ruling_proof (reviewer_id, ruled_at DESC);
CREATE INDEX ruling_proof_by_time ON ruling_proof (ruled_at DESC);
CREATE INDEX ruling_by_time ON ruling (ruled_at DESC);
CREATE INDEX ruling_of_reviewer ON ruling (reviewer_id, ruled_at DESC);

-- How somebody wants the desk to be.
CREATE TABLE desk_settings (
    reviewer_id text        NOT NULL,
    hints       boolean     NOT NULL,
    keys        text        NOT NULL,
    evidence    text        NOT NULL,
    changed_at  timestamptz NOT NULL,
    CONSTRAINT desk_settings_pk PRIMARY KEY (reviewer_id),
    CONSTRAINT desk_settings_keys_are_known CHECK (keys IN ('ALL', 'MODIFIERS', 'NONE')),
    CONSTRAINT desk_settings_evidence_is_known CHECK (evidence IN ('PLAIN', 'GREYSCALE', 'BLURRED'))
);
