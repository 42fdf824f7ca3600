-- What is not understood is listed by when it was first seen, which does not change while somebody turns the pages.
ALTER TABLE unmapped_name ADD COLUMN tokens bigint; -- of spans of this name that told them; null when none did
CREATE INDEX unmapped_name_newest ON unmapped_name (first_seen, kind, name, sent_by);
CREATE INDEX unmapped_name_of_producer ON unmapped_name (sent_by);
