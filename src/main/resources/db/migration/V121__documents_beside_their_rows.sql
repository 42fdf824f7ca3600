-- A packed document of 8 KB is about as large as the limit at which PostgreSQL moves it to another table, in pieces and
-- with an index of its own. It is written once and mostly read with its row, so it stays there unless a page is too small.
ALTER TABLE decision SET (toast_tuple_target = 8160);
COMMENT ON COLUMN decision.document IS 'The bytes as sent, packed by the service';
-- Nothing is looked for by it, and ANALYZE would read all that it samples.
ALTER TABLE decision ALTER COLUMN document SET STATISTICS 0, ALTER COLUMN digest SET STATISTICS 0;
