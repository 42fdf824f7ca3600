-- A clause may have been taken that is too long for an index, and its ruling could not be made. The query says the same.
DROP INDEX ruling_by_clause;
CREATE INDEX ruling_by_clause ON ruling (clause, ruled_at DESC) WHERE clause IS NOT NULL AND length(clause) <= 200;
