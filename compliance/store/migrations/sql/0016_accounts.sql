-- Accounts that administrators direct, API keys with scopes and an end, sessions that are ended from elsewhere.

ALTER TABLE api_keys
    ADD COLUMN prefix text DEFAULT '' NOT NULL,
    ADD COLUMN label text DEFAULT '' NOT NULL,
    -- NULL: all that the holder may do.
    ADD COLUMN scopes text[],
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN used_at timestamptz;
ALTER TABLE sessions ADD COLUMN key_id uuid REFERENCES api_keys (id);

CREATE INDEX api_keys_of_person ON api_keys (person_id);
CREATE INDEX sessions_of_person ON sessions (person_id);

-- Everybody sees and ends what lets them in, administrators that of all; none of it is worth anything: only hashes.
CREATE POLICY own ON api_keys FOR SELECT TO compliance_app
    USING ((tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_person()))
        OR (SELECT app_actor()) = 'administrator');
CREATE POLICY made_own ON api_keys FOR INSERT TO compliance_app
    WITH CHECK (tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_person()));
CREATE POLICY revoked ON api_keys FOR UPDATE TO compliance_app
    USING ((tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_person()))
        OR (SELECT app_actor()) = 'administrator');
CREATE POLICY used ON api_keys FOR UPDATE TO compliance_app USING (credential = (SELECT app_credential()));
CREATE POLICY own ON sessions FOR SELECT TO compliance_app
    USING ((tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_person()))
        OR (SELECT app_actor()) = 'administrator');
CREATE POLICY ended ON sessions FOR DELETE TO compliance_app
    USING ((tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_person()))
        OR (SELECT app_actor()) = 'administrator');
CREATE POLICY directed ON entry_links FOR SELECT TO compliance_app USING ((SELECT app_actor()) = 'administrator');
CREATE POLICY voided ON entry_links FOR DELETE TO compliance_app USING ((SELECT app_actor()) = 'administrator');
CREATE POLICY directed ON persons FOR UPDATE TO compliance_app
    USING ((SELECT app_actor()) = 'administrator' AND actor <> 'system')
    WITH CHECK ((SELECT app_actor()) = 'administrator' AND actor <> 'system');

-- Neither whose a key is nor what it may do ever changes.
GRANT UPDATE (revoked_at, used_at) ON api_keys TO compliance_app;
GRANT UPDATE (actor, retired_at) ON persons TO compliance_app;
