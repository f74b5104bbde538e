-- Support programmes as data: programme, track, cohort, project, stage, required documents, and the agreements of projects.

CREATE TABLE programmes (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    UNIQUE (tenant_id, name)
);

-- Tracks are named anew almost every year: they are data, never a list in the program.
CREATE TABLE tracks (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    programme_id uuid NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (programme_id) REFERENCES programmes (id),
    UNIQUE (programme_id, name)
);

CREATE TABLE cohorts (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    track_id uuid NOT NULL,
    year smallint NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (track_id) REFERENCES tracks (id),
    UNIQUE (track_id, year)
);

CREATE TABLE projects (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    cohort_id uuid NOT NULL,
    number text NOT NULL,
    theme text NOT NULL,
    host text NOT NULL,
    status text NOT NULL,
    facts jsonb NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (cohort_id) REFERENCES cohorts (id),
    UNIQUE (cohort_id, number),
    UNIQUE (id, tenant_id),
    UNIQUE (id, host),
    CONSTRAINT projects_status CHECK (status IN ('active', 'ended', 'stopped'))
);

CREATE INDEX projects_newest ON projects (tenant_id, id DESC);

-- `host` is repeated beside the participants, so that their wall need not ask the projects, whose wall asks them.
CREATE TABLE project_participants (
    project_id uuid NOT NULL,
    part text NOT NULL,
    name text NOT NULL,
    tenant_id uuid NOT NULL,
    host text NOT NULL,
    PRIMARY KEY (project_id, part, name),
    FOREIGN KEY (project_id, tenant_id) REFERENCES projects (id, tenant_id),
    FOREIGN KEY (project_id, host) REFERENCES projects (id, host) ON UPDATE CASCADE,
    CONSTRAINT project_participants_part CHECK (part IN ('demand', 'startup', 'fund'))
);

CREATE INDEX project_participants_named ON project_participants (name);

CREATE TABLE project_stages (
    project_id uuid NOT NULL,
    stage text NOT NULL,
    tenant_id uuid NOT NULL,
    starts_on date,
    ends_on date,
    material_provided_on date,
    PRIMARY KEY (project_id, stage),
    FOREIGN KEY (project_id, tenant_id) REFERENCES projects (id, tenant_id),
    CONSTRAINT project_stages_stage CHECK (stage IN ('match', 'poc', 'market')),
    CONSTRAINT project_stages_order CHECK (ends_on >= starts_on)
);

CREATE TABLE document_requirements (
    id uuid NOT NULL,
    project_id uuid NOT NULL,
    stage text NOT NULL,
    document_type text NOT NULL,
    tenant_id uuid NOT NULL,
    required_before text NOT NULL,
    required_on date,
    state text NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (project_id, tenant_id) REFERENCES projects (id, tenant_id),
    FOREIGN KEY (project_id, stage) REFERENCES project_stages (project_id, stage),
    UNIQUE (project_id, stage, document_type),
    CONSTRAINT document_requirements_before CHECK (required_before IN ('material', 'start', 'end', 'day')),
    CONSTRAINT document_requirements_day CHECK ((required_before = 'day') = (required_on IS NOT NULL)),
    -- 등록 is never said: it follows from an agreement that was tied to the project.
    CONSTRAINT document_requirements_state CHECK (state IN ('not_submitted', 'none', 'not_applicable'))
);

CREATE TABLE project_agreements (
    project_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    document_type text NOT NULL,
    tied_by uuid NOT NULL,
    tied_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (project_id, submission_id),
    FOREIGN KEY (project_id) REFERENCES projects (id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    FOREIGN KEY (tied_by) REFERENCES persons (id),
    -- A self-check belongs to no programme.
    CONSTRAINT project_agreements_origin CHECK (origin <> 'self_check')
);

CREATE INDEX project_agreements_of_submission ON project_agreements (submission_id);

-- The name under which an organisation's people sign in is the name by which programmes know it.
CREATE FUNCTION app_organisation() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (SELECT name FROM tenants WHERE id = app_tenant());

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['programmes', 'tracks', 'cohorts', 'projects', 'project_participants', 'project_stages',
        'document_requirements', 'project_agreements']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    END LOOP;
    -- Programmes, tracks and years are announced in public.
    FOREACH name IN ARRAY ARRAY['programmes', 'tracks', 'cohorts']
    LOOP
        EXECUTE format($policy$CREATE POLICY seen ON %I FOR SELECT TO compliance_app
            USING ((SELECT app_tenant()) IS NOT NULL)$policy$, name);
    END LOOP;
    -- What hangs on a project is seen exactly where the project is seen.
    FOREACH name IN ARRAY ARRAY['project_stages', 'document_requirements']
    LOOP
        EXECUTE format($policy$CREATE POLICY seen ON %I FOR SELECT TO compliance_app
            USING (project_id IN (SELECT id FROM projects))$policy$, name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['programmes', 'tracks', 'cohorts', 'projects', 'project_participants', 'project_stages',
        'document_requirements']
    LOOP
        EXECUTE format($policy$CREATE POLICY entered ON %I FOR INSERT TO compliance_app WITH CHECK (
            tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'programme_officer')$policy$, name);
        EXECUTE format($policy$CREATE POLICY mended ON %I FOR UPDATE TO compliance_app USING (
            tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'programme_officer')$policy$, name);
    END LOOP;
END;
$$;

CREATE POLICY seen ON project_participants FOR SELECT TO compliance_app USING (
    (SELECT app_examines()) OR (SELECT app_actor()) = 'system'
    OR ((SELECT app_actor()) = 'programme_officer' AND tenant_id = (SELECT app_tenant()))
    OR ((SELECT app_actor()) = 'host_officer' AND host = (SELECT app_organisation()))
    OR ((SELECT app_actor()) = 'startup' AND part = 'startup' AND name = (SELECT app_organisation())));
CREATE POLICY left_out ON project_participants FOR DELETE TO compliance_app USING (
    tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'programme_officer');
CREATE POLICY seen ON projects FOR SELECT TO compliance_app USING (
    (SELECT app_examines()) OR (SELECT app_actor()) = 'system'
    OR ((SELECT app_actor()) = 'programme_officer' AND tenant_id = (SELECT app_tenant()))
    OR ((SELECT app_actor()) = 'host_officer' AND host = (SELECT app_organisation()))
    OR ((SELECT app_actor()) = 'startup' AND id IN (SELECT project_id FROM project_participants)));
-- A startup sees what it tied itself, not what others of the project did.
CREATE POLICY seen ON project_agreements FOR SELECT TO compliance_app USING (
    project_id IN (SELECT id FROM projects)
    AND ((SELECT app_actor()) <> 'startup' OR tenant_id = (SELECT app_tenant())));
CREATE POLICY tied ON project_agreements FOR INSERT TO compliance_app WITH CHECK (
    project_id IN (SELECT id FROM projects)
    AND ((SELECT app_actor()) IN ('auditor', 'programme_officer')
        OR ((SELECT app_actor()) = 'startup' AND tenant_id = (SELECT app_tenant()))));
-- Programme officers tie registered agreements to projects: they see that there are such, and no key to open them.
CREATE POLICY tied ON submissions FOR SELECT TO compliance_app
    USING ((SELECT app_actor()) = 'programme_officer' AND origin <> 'self_check');

GRANT SELECT, INSERT, UPDATE ON programmes, tracks, cohorts, projects, project_stages, document_requirements
    TO compliance_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON project_participants TO compliance_app;
GRANT SELECT, INSERT ON project_agreements TO compliance_app;
