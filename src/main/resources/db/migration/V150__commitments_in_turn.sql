-- The sweep takes the oldest without sorting all that wait, and leaves alone for a while what it could not read.
ALTER TABLE commitment_unread ADD COLUMN failed_at timestamptz; -- null: no try has failed

CREATE INDEX commitment_unread_at ON commitment_unread (at);
