-- A link that ran out and was sent anew to the contact on record: the same generation, with a later end.
ALTER TABLE link ADD COLUMN expires_at timestamptz;
