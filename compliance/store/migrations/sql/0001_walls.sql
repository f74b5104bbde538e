-- Who may see and change which row. Everybody works as compliance_app, which owns nothing; FORCE binds the owner too.
-- The settings app.tenant, app.actor and app.credential are made for one transaction by store/database.py.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'compliance_app') THEN
        CREATE ROLE compliance_app NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'compliance_verifier') THEN
        CREATE ROLE compliance_verifier NOLOGIN;
    END IF;
END;
$$;
GRANT compliance_app, compliance_verifier TO CURRENT_USER;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO compliance_app, compliance_verifier;

CREATE FUNCTION app_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.tenant', true), '')::uuid;
CREATE FUNCTION app_actor() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.actor', true), '');
CREATE FUNCTION app_credential() RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
    RETURN decode(nullif(current_setting('app.credential', true), ''), 'hex');
-- Examiners see what was registered with or ordered by the authority, whoever's it is; never a self-check.
CREATE FUNCTION app_examines() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(app_actor() IN ('auditor', 'reviewer', 'approver'), false);
-- Inside their own tenant only these see documents: not administrators, programme, host or privacy officers.
CREATE FUNCTION app_reads_own() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(app_actor() IN ('startup', 'auditor', 'reviewer', 'approver', 'system'), false);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['tenants', 'persons', 'api_keys', 'sessions', 'entry_links', 'idempotency_keys',
        'submissions', 'document_keys', 'originals', 'screenings', 'findings', 'finding_events', 'journal']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    END LOOP;
    -- What hangs on a submission is seen exactly where the submission is seen.
    FOREACH name IN ARRAY ARRAY['submissions', 'document_keys', 'originals', 'screenings', 'findings', 'finding_events']
    LOOP
        EXECUTE format($policy$CREATE POLICY seen ON %I FOR SELECT TO compliance_app USING (
            (tenant_id = (SELECT app_tenant()) AND (SELECT app_reads_own()))
            OR (origin <> 'self_check' AND (SELECT app_examines())))$policy$, name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['submissions', 'document_keys', 'originals', 'screenings']
    LOOP
        EXECUTE format($policy$CREATE POLICY handed_in ON %I FOR INSERT TO compliance_app WITH CHECK (
            tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) IN ('startup', 'auditor', 'system'))$policy$, name);
    END LOOP;
END;
$$;

CREATE POLICY progressed ON submissions FOR UPDATE TO compliance_app
    USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) IN ('startup', 'auditor', 'system'));
CREATE POLICY screened ON screenings FOR UPDATE TO compliance_app
    USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'system');
CREATE POLICY detected ON findings FOR INSERT TO compliance_app
    WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'system');
CREATE POLICY decided ON findings FOR UPDATE TO compliance_app
    USING ((origin <> 'self_check' AND (SELECT app_examines()))
        OR (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'system'));
-- The scheduler finds holds that have run out, in all tenants; it takes each up as the system inside its tenant.
CREATE POLICY run_out ON findings FOR SELECT TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND state = 'ON_HOLD'
        AND hold_until <= (now() AT TIME ZONE 'Asia/Seoul')::date);
CREATE POLICY happened ON finding_events FOR INSERT TO compliance_app
    WITH CHECK ((origin <> 'self_check' AND (SELECT app_examines()))
        OR (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'system'));

CREATE POLICY own ON tenants FOR SELECT TO compliance_app
    USING (id = (SELECT app_tenant()) OR (SELECT app_actor()) = 'administrator');
CREATE POLICY made ON tenants FOR INSERT TO compliance_app WITH CHECK ((SELECT app_actor()) = 'administrator');
CREATE POLICY own ON persons FOR SELECT TO compliance_app
    USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_actor()) = 'administrator');
CREATE POLICY made ON persons FOR INSERT TO compliance_app WITH CHECK ((SELECT app_actor()) = 'administrator');

-- A credential shows its own row to whoever presents it, and nothing else.
CREATE POLICY presented ON api_keys FOR SELECT TO compliance_app USING (credential = (SELECT app_credential()));
CREATE POLICY made ON api_keys FOR INSERT TO compliance_app WITH CHECK ((SELECT app_actor()) = 'administrator');
CREATE POLICY presented ON sessions FOR ALL TO compliance_app USING (credential = (SELECT app_credential()));
CREATE POLICY swept ON sessions FOR ALL TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND expires_at < now()) WITH CHECK (false);
CREATE POLICY presented ON entry_links FOR SELECT TO compliance_app USING (credential = (SELECT app_credential()));
CREATE POLICY used ON entry_links FOR UPDATE TO compliance_app USING (credential = (SELECT app_credential()));
CREATE POLICY made ON entry_links FOR INSERT TO compliance_app WITH CHECK ((SELECT app_actor()) = 'administrator');
CREATE POLICY swept ON entry_links FOR ALL TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND expires_at < now()) WITH CHECK (false);
CREATE POLICY own ON idempotency_keys FOR ALL TO compliance_app USING (tenant_id = (SELECT app_tenant()));
CREATE POLICY swept ON idempotency_keys FOR ALL TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND expires_at < now()) WITH CHECK (false);

CREATE POLICY written ON journal FOR INSERT TO compliance_app WITH CHECK (tenant_id = (SELECT app_tenant()));
CREATE POLICY read ON journal FOR SELECT TO compliance_app
    USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) IN ('privacy_officer', 'administrator'));
CREATE POLICY verified ON journal FOR SELECT TO compliance_verifier USING (true);

GRANT SELECT, INSERT ON tenants, persons, api_keys, document_keys, originals, finding_events, journal, key_marks
    TO compliance_app;
GRANT SELECT, INSERT, UPDATE ON submissions, screenings, findings, heartbeats TO compliance_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions, entry_links, idempotency_keys TO compliance_app;
GRANT SELECT ON journal TO compliance_verifier;
