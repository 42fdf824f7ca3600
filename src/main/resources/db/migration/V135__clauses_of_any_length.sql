-- A clause may have been taken that is too long for an index, and its ruling could not be made. The query says the same
-- in the same words: `character_length` is how Hibernate writes it.
DROP INDEX ruling_by_clause;
CREATE INDEX ruling_by_clause ON ruling (clause, ruled_at DESC)
    WHERE clause IS NOT NULL AND character_length(clause) <= 200;
