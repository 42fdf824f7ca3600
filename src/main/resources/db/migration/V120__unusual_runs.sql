-- Runs that the draw lets go and that are kept for being unusual: how many of each day (UTC, by the first span).
CREATE TABLE trace_unusual (
    day  date    NOT NULL,
    runs integer NOT NULL,
    CONSTRAINT trace_unusual_pk PRIMARY KEY (day)
);

ALTER TABLE trace
    DROP CONSTRAINT trace_reason_is_known,
    ADD CONSTRAINT trace_reason_is_known CHECK (reason IN ('CERTAIN', 'DRAWN', 'HELD', 'RESENT', 'UNUSUAL'));
