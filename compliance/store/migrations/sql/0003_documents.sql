-- The whole document as it was read, sealed: the documents of a bundle are judged together without reading them again.
-- It also says what the ties said. A bundle still open here has members without it; those count as unread.
ALTER TABLE screenings ADD COLUMN sealed_document bytea;
ALTER TABLE screenings DROP COLUMN sealed_ties;
