-- The reading of a document, sealed, with the name of the code that made it: a changed rule is run over it alone, without
-- opening the whole document and preparing its text again.
ALTER TABLE screenings
    ADD COLUMN sealed_reading bytea,
    ADD COLUMN reading_maker text;
-- What is encrypted does not compress: do not try.
ALTER TABLE screenings
    ALTER COLUMN sealed_reading SET STORAGE EXTERNAL,
    ALTER COLUMN sealed_document SET STORAGE EXTERNAL,
    ALTER COLUMN sealed_report SET STORAGE EXTERNAL,
    ALTER COLUMN sealed_text SET STORAGE EXTERNAL;
ALTER TABLE originals ALTER COLUMN sealed_content SET STORAGE EXTERNAL;
-- A run of millions asks after each chunk whether anything is left.
CREATE INDEX audit_items_waiting ON audit_items (run_id, position) WHERE state = 'waiting';
