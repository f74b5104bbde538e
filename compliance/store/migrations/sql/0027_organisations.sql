-- Whose agreements are whose: the stronger party of each registered or ordered agreement, by a keyed hash of its name.
-- A row without an organisation says that the agreement was looked at and names no stronger party.

CREATE TABLE organisation_agreements (
    submission_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    organisation bytea,
    sealed_name bytea,
    PRIMARY KEY (submission_id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    -- Nobody looking at an organisation ever learns of a self-check.
    CONSTRAINT organisation_agreements_origin CHECK (origin <> 'self_check'),
    CONSTRAINT organisation_agreements_named CHECK ((organisation IS NULL) = (sealed_name IS NULL))
);
CREATE INDEX organisation_agreements_of ON organisation_agreements (organisation, submission_id);

ALTER TABLE organisation_agreements ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation_agreements FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON organisation_agreements FOR SELECT TO compliance_app
    USING ((SELECT app_examines()) OR ((SELECT app_actor()) = 'system' AND tenant_id = (SELECT app_tenant())));
CREATE POLICY entered ON organisation_agreements FOR INSERT TO compliance_app
    WITH CHECK ((SELECT app_actor()) = 'system' AND tenant_id = (SELECT app_tenant()));
-- A later check may read the parties better than the first did.
CREATE POLICY mended ON organisation_agreements FOR UPDATE TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND tenant_id = (SELECT app_tenant()));
CREATE POLICY time_over ON organisation_agreements FOR DELETE TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND tenant_id = (SELECT app_tenant()) AND is_over(submission_id));
GRANT SELECT, INSERT, UPDATE, DELETE ON organisation_agreements TO compliance_app;
