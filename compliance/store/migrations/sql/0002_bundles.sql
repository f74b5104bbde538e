-- A file out of a bundle is a submission of its own under the bundle's: same tenant, origin and walls, so that nothing
-- that holds for submissions (sealing, retention, who sees them) has to be said again for members.

ALTER TABLE submissions
    ADD COLUMN parent_id uuid,
    ADD COLUMN position smallint,
    ADD FOREIGN KEY (parent_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    ADD UNIQUE (parent_id, position),
    ADD CONSTRAINT submissions_member CHECK ((parent_id IS NULL) = (position IS NULL));

-- What the documents of a bundle are joined by (titles, dates, annexes they lack), sealed like the text it is from.
ALTER TABLE screenings ADD COLUMN sealed_ties bytea;
