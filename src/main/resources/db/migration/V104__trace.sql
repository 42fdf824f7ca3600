-- Decisions by the trace they name: asked when a trace is looked at, not when a decision comes in.
CREATE INDEX decision_of_trace ON decision (lower(trace_id)) WHERE trace_id IS NOT NULL;

-- The policies that were in force, so that what was sampled under one can be read against it.
CREATE TABLE sampling_policy (
    version    text        NOT NULL,
    digest     bytea       NOT NULL, -- SHA-256 of the body
    body       text        NOT NULL, -- JSON, as it was set
    first_used timestamptz NOT NULL,
    CONSTRAINT sampling_policy_pk PRIMARY KEY (version)
);

-- One row for each trace of which there are spans.
CREATE TABLE trace (
    trace_id       bytea            NOT NULL,
    first_at       timestamptz      NOT NULL, -- when its first span came
    due_at         timestamptz      NOT NULL, -- when it is looked at next
    failed         boolean          NOT NULL, -- whether any span ended with an error
    randomness     bigint           NOT NULL, -- 56 bits, of `rv` or else of the trace id
    head_threshold bigint,                    -- the smallest `th` that its spans brought; null when none did
    drawn_at       timestamptz,               -- null before the draw, and then all below
    policy_version text,
    stratum        text,
    combination    text,
    threshold      bigint,                    -- what it was drawn with, the sender's taken in
    weight         double precision,          -- null when it is kept for its case only
    reason         text,
    keep_until     timestamptz,
    spans          integer,                   -- at the last look
    bytes          bigint,
    CONSTRAINT trace_pk PRIMARY KEY (trace_id),
    CONSTRAINT trace_draw_is_whole CHECK ((drawn_at IS NULL) = (stratum IS NULL)
        AND (drawn_at IS NULL) = (threshold IS NULL) AND (drawn_at IS NULL) = (keep_until IS NULL)),
    CONSTRAINT trace_reason_is_known CHECK (reason IN ('CERTAIN', 'DRAWN', 'HELD', 'RESENT'))
);

CREATE INDEX trace_due ON trace (due_at);

-- What is left of spans that were removed.
CREATE TABLE trace_gone (
    trace_id       bytea       NOT NULL,
    gone_at        timestamptz NOT NULL,
    reason         text        NOT NULL,
    stratum        text        NOT NULL,
    policy_version text        NOT NULL,
    threshold      bigint      NOT NULL,
    rule           text        NOT NULL, -- in words, as it was applied
    first_at       timestamptz NOT NULL,
    spans          integer     NOT NULL,
    bytes          bigint      NOT NULL,
    digest         bytea       NOT NULL, -- SHA-256 over the SHA-256 of each body, by start, span id and sender
    CONSTRAINT trace_gone_pk PRIMARY KEY (trace_id, gone_at),
    CONSTRAINT trace_gone_reason_is_known CHECK (reason IN ('NOT_DRAWN', 'EXPIRED'))
);

CREATE TRIGGER trace_gone_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trace_gone
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What was drawn, by the day on which the first span came: counted as it is drawn, so that expiry takes nothing away.
CREATE TABLE trace_tally (
    day            date             NOT NULL,
    policy_version text             NOT NULL,
    stratum        text             NOT NULL,
    failed         boolean          NOT NULL,
    kept           boolean          NOT NULL,
    weight         double precision,
    runs           bigint           NOT NULL,
    spans          bigint           NOT NULL,
    spans_squared  numeric          NOT NULL, -- the sum of the squares, for intervals
    bytes          bigint           NOT NULL,
    CONSTRAINT trace_tally_is_one UNIQUE NULLS NOT DISTINCT (day, policy_version, stratum, failed, kept, weight)
);

-- Spans that came before are looked at like new ones.
INSERT INTO trace (trace_id, first_at, due_at, failed, randomness)
SELECT trace_id, min(received_at), min(received_at) + interval '1 day', false,
    ('x' || right(encode(trace_id, 'hex'), 14))::bit(56)::bigint
FROM span GROUP BY trace_id;
