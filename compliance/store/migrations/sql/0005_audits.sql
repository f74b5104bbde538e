-- Audits: plans, one run for each day on which a plan is due, the agreements of a run, and what each check changed.

-- What a population is chosen by; neither tells what an agreement says.
ALTER TABLE screenings
    ADD COLUMN agreement_type text,
    ADD COLUMN signed_on date,
    -- The last audit that found this very result again, and under which rules.
    ADD COLUMN reaffirmed_on date,
    ADD COLUMN reaffirmed_digest text;

CREATE TABLE audit_plans (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    title text NOT NULL,
    population jsonb NOT NULL,
    sample jsonb NOT NULL,
    rhythm text NOT NULL,
    starts_on date NOT NULL,
    notice_days smallint NOT NULL,
    catalog_digest text,
    state text DEFAULT 'active' NOT NULL,
    taken_up_until date,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (owner_id) REFERENCES persons (id),
    CONSTRAINT audit_plans_rhythm CHECK (rhythm IN ('once', 'daily', 'weekly', 'month_end', 'yearly')),
    CONSTRAINT audit_plans_state CHECK (state IN ('active', 'paused', 'ended'))
);

CREATE TABLE audit_runs (
    id uuid NOT NULL,
    plan_id uuid NOT NULL,
    period date NOT NULL,
    state text NOT NULL,
    checked_on date NOT NULL,
    catalog_digest text NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (id),
    FOREIGN KEY (plan_id) REFERENCES audit_plans (id),
    -- A period runs once, however many schedulers there are and whatever their clocks say.
    UNIQUE (plan_id, period),
    CONSTRAINT audit_runs_state CHECK (state IN ('missed', 'refused', 'running', 'paused', 'cancelled', 'finished'))
);

CREATE INDEX audit_runs_open ON audit_runs (state) WHERE state IN ('running', 'paused');

CREATE TABLE audit_items (
    run_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    position integer NOT NULL,
    state text DEFAULT 'waiting' NOT NULL,
    counts jsonb,
    code smallint,
    finished_at timestamptz,
    PRIMARY KEY (run_id, submission_id),
    FOREIGN KEY (run_id) REFERENCES audit_runs (id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    UNIQUE (run_id, position),
    CONSTRAINT audit_items_state CHECK (state IN ('waiting', 'checked', 'not_checked', 'failed')),
    -- An audit never learns of a self-check.
    CONSTRAINT audit_items_origin CHECK (origin <> 'self_check')
);

CREATE TABLE audit_changes (
    id uuid NOT NULL,
    run_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    kind text NOT NULL,
    rule text NOT NULL,
    fingerprint text NOT NULL,
    title jsonb NOT NULL,
    severity text NOT NULL,
    ground text NOT NULL,
    earlier_severity text,
    earlier_ground text,
    finding_id uuid,
    PRIMARY KEY (id),
    FOREIGN KEY (run_id) REFERENCES audit_runs (id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    FOREIGN KEY (finding_id) REFERENCES findings (id),
    UNIQUE (run_id, submission_id, rule, fingerprint),
    CONSTRAINT audit_changes_kind CHECK (kind IN ('created', 'changed', 'gone', 'reopened'))
);

CREATE INDEX audit_changes_of_finding ON audit_changes (finding_id);

ALTER TABLE audit_plans ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_plans FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_runs ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_runs FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_items FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_changes FORCE ROW LEVEL SECURITY;
-- Examiners see all audits, the system works on them; nobody else learns that there are any.
CREATE POLICY seen ON audit_plans FOR SELECT TO compliance_app
    USING ((SELECT app_examines()) OR (SELECT app_actor()) = 'system');
CREATE POLICY seen ON audit_runs FOR SELECT TO compliance_app
    USING ((SELECT app_examines()) OR (SELECT app_actor()) = 'system');
CREATE POLICY seen ON audit_items FOR SELECT TO compliance_app
    USING ((SELECT app_examines()) OR (SELECT app_actor()) = 'system');
CREATE POLICY seen ON audit_changes FOR SELECT TO compliance_app
    USING ((SELECT app_examines()) OR (SELECT app_actor()) = 'system');
CREATE POLICY taken_up ON audit_runs FOR INSERT TO compliance_app WITH CHECK ((SELECT app_actor()) = 'system');
CREATE POLICY taken_up ON audit_items FOR INSERT TO compliance_app WITH CHECK ((SELECT app_actor()) = 'system');
CREATE POLICY taken_up ON audit_changes FOR INSERT TO compliance_app WITH CHECK ((SELECT app_actor()) = 'system');
CREATE POLICY went_on ON audit_plans FOR UPDATE TO compliance_app USING ((SELECT app_actor()) = 'system');
CREATE POLICY went_on ON audit_runs FOR UPDATE TO compliance_app USING ((SELECT app_actor()) = 'system');
CREATE POLICY went_on ON audit_items FOR UPDATE TO compliance_app USING ((SELECT app_actor()) = 'system');
CREATE POLICY drawn_up ON audit_plans FOR INSERT TO compliance_app
    WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) IN ('auditor', 'approver'));
CREATE POLICY directed ON audit_plans FOR UPDATE TO compliance_app
    USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) IN ('auditor', 'approver'));
CREATE POLICY directed ON audit_runs FOR UPDATE TO compliance_app
    USING ((SELECT app_actor()) IN ('auditor', 'approver'));
-- The system draws samples over all tenants, never from self-checks.
CREATE POLICY audited ON submissions FOR SELECT TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND origin <> 'self_check');
CREATE POLICY audited ON screenings FOR SELECT TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND origin <> 'self_check');
CREATE POLICY audited ON findings FOR SELECT TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND origin <> 'self_check');

GRANT SELECT, INSERT, UPDATE ON audit_plans, audit_runs, audit_items TO compliance_app;
GRANT SELECT, INSERT ON audit_changes TO compliance_app;
