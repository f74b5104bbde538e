-- Rules that people put into force: all files that lie over the shipped ones, and what the trial of a draft found.

ALTER TABLE catalog_drafts
    ADD COLUMN overlay bytea,
    ADD COLUMN tried_at timestamptz,
    ADD COLUMN problems jsonb;
-- What was approved before was the record of a decision, and stays one; what is still open can be tried.
UPDATE catalog_drafts SET overlay = files WHERE state IN ('drafted', 'proposed');
ALTER TABLE catalog_drafts ADD CONSTRAINT catalog_drafts_tried
    CHECK (overlay IS NULL OR approved_by IS NULL OR (tried_at IS NOT NULL AND problems = '[]'));
DROP INDEX catalog_drafts_once;
CREATE UNIQUE INDEX catalog_drafts_once ON catalog_drafts (tenant_id, digest, base_digest)
    WHERE state IN ('drafted', 'proposed');

-- The words of the rules of every catalog that judged, for whoever reads an old finding.
ALTER TABLE catalogs ADD COLUMN rules bytea;
GRANT UPDATE (rules) ON catalogs TO compliance_app;
