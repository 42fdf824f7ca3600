-- When those who answer for a deadline were told by mail that it is near, or missed.
ALTER TABLE clock ADD COLUMN told_at timestamptz;

CREATE INDEX clock_to_tell ON clock (due_at)
    WHERE stopped_at IS NULL AND told_at IS NULL AND (escalated_at IS NOT NULL OR breached_at IS NOT NULL);
