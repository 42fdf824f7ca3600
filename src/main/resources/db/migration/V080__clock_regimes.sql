-- Several clocks for an appeal, one from each law and one from the operator's own promise: how each was counted, and
-- what became of it.
ALTER TABLE clock ADD COLUMN term text; -- such as "10 business days"; null for a date that was given
ALTER TABLE clock ADD COLUMN zone text; -- whose day the deadline ends with
ALTER TABLE clock ADD COLUMN holidays_known boolean; -- null when holidays did not matter
ALTER TABLE clock ADD COLUMN watch_at timestamptz; -- when the keeper has to look next: near the deadline, then past it
ALTER TABLE clock ADD COLUMN escalated_at timestamptz;
ALTER TABLE clock ADD COLUMN breached_at timestamptz;

ALTER TABLE clock ADD CONSTRAINT clock_kind_is_known
    CHECK (kind IN ('ACKNOWLEDGEMENT', 'FIRST_RESPONSE', 'RULING', 'REMEDY'));

UPDATE clock c SET watch_at = due_at - greatest((due_at - started_at) / 5, interval '1 day')
WHERE stopped_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM clock_pause p WHERE p.clock_id = c.id AND p.until_at IS NULL);

CREATE INDEX clock_to_watch ON clock (watch_at) WHERE watch_at IS NOT NULL;
CREATE INDEX clock_raised ON clock (due_at)
    WHERE stopped_at IS NULL AND (escalated_at IS NOT NULL OR breached_at IS NOT NULL);

-- A deadline that passed. It stays when the clock is started anew.
CREATE TABLE clock_breach (
    clock_id   uuid        NOT NULL,
    started_at timestamptz NOT NULL,
    appeal_id  uuid        NOT NULL,
    regime     text        NOT NULL,
    kind       text        NOT NULL,
    due_at     timestamptz NOT NULL,
    marked_at  timestamptz NOT NULL,
    CONSTRAINT clock_breach_once PRIMARY KEY (clock_id, started_at),
    CONSTRAINT clock_breach_of_clock FOREIGN KEY (clock_id) REFERENCES clock (id)
);

CREATE INDEX clock_breach_by_time ON clock_breach (marked_at);
