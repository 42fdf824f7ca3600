-- Spans of agents' runs as they came by OTLP. A partition for each week by the time a span began, made ahead by the
-- service and dropped whole when its time is over; what began outside of them lies in the rest.
CREATE TABLE span (
    trace_id    bytea       NOT NULL,
    span_id     bytea       NOT NULL,
    started_at  timestamptz NOT NULL,
    sent_by     text        NOT NULL, -- the agent whose credential it came with
    received_at timestamptz NOT NULL,
    name        text        NOT NULL,
    schema_url  text,
    body        bytea       NOT NULL, -- OTLP JSON: resource, scope, span; zlib
    CONSTRAINT span_pk PRIMARY KEY (trace_id, span_id, started_at, sent_by)
) PARTITION BY RANGE (started_at);

CREATE TABLE span_rest PARTITION OF span DEFAULT;

-- Names that the span contract does not know, so that a rename is seen and not lost.
CREATE TABLE unmapped_name (
    kind       text        NOT NULL,
    name       text        NOT NULL,
    sent_by    text        NOT NULL,
    first_seen timestamptz NOT NULL,
    last_seen  timestamptz NOT NULL,
    spans      bigint      NOT NULL,
    CONSTRAINT unmapped_name_pk PRIMARY KEY (kind, name, sent_by),
    CONSTRAINT unmapped_name_kind_is_known CHECK (kind IN ('SPAN', 'ATTRIBUTE'))
);
