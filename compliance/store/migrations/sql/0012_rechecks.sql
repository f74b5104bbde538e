-- The record of each project, by which missing documents are judged, and what a day of the law asks to be checked again.

-- A submission that nobody handed in: its screenings hold what the project required and what was there.
CREATE TABLE project_records (
    project_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    PRIMARY KEY (project_id),
    UNIQUE (submission_id),
    FOREIGN KEY (project_id, tenant_id) REFERENCES projects (id, tenant_id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin)
);

-- Days of the law that were taken up: each basis once for each day on which it came into force.
CREATE TABLE law_days (
    basis text NOT NULL,
    in_force date NOT NULL,
    taken_up_on date NOT NULL,
    PRIMARY KEY (basis, in_force)
);

CREATE TABLE rechecks (
    basis text NOT NULL,
    in_force date NOT NULL,
    submission_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    due_on date NOT NULL,
    listed_on date NOT NULL,
    PRIMARY KEY (basis, in_force, submission_id),
    FOREIGN KEY (basis, in_force) REFERENCES law_days (basis, in_force),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    -- An audit never learns of a self-check.
    CONSTRAINT rechecks_origin CHECK (origin <> 'self_check')
);

CREATE INDEX rechecks_of_submission ON rechecks (submission_id);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['project_records', 'law_days', 'rechecks']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format($policy$CREATE POLICY seen ON %I FOR SELECT TO compliance_app
            USING ((SELECT app_examines()) OR (SELECT app_actor()) = 'system')$policy$, name);
        EXECUTE format($policy$CREATE POLICY listed ON %I FOR INSERT TO compliance_app
            WITH CHECK ((SELECT app_actor()) = 'system')$policy$, name);
    END LOOP;
END;
$$;

GRANT SELECT, INSERT ON project_records, law_days, rechecks TO compliance_app;
