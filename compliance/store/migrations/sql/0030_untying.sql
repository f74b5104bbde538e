-- What was tied to a project by mistake is taken out of it again; the agreement itself stays where it is.
CREATE POLICY untied ON project_agreements FOR DELETE TO compliance_app USING (
    project_id IN (SELECT id FROM projects) AND (SELECT app_actor()) IN ('auditor', 'programme_officer'));
GRANT DELETE ON project_agreements TO compliance_app;
