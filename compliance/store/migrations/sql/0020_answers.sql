-- Answers to requests that carried an idempotency key, for a day: sealed under the caller's own API key, which is not here.

CREATE TABLE kept_answers (
    person_id uuid NOT NULL,
    key_hash bytea NOT NULL,
    tenant_id uuid NOT NULL,
    request_hash bytea NOT NULL,
    sealed_answer bytea,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, key_hash),
    FOREIGN KEY (person_id) REFERENCES persons (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id)
);
CREATE INDEX kept_answers_of_tenant ON kept_answers (tenant_id);

ALTER TABLE kept_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON kept_answers FOR ALL TO compliance_app
    USING (tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_person()));
-- What is destroyed must not live on in an answer, whoever of the tenant or for it destroys.
CREATE POLICY forgotten ON kept_answers FOR DELETE TO compliance_app USING (tenant_id = (SELECT app_tenant()));
CREATE POLICY found ON kept_answers FOR SELECT TO compliance_app USING (tenant_id = (SELECT app_tenant()));
CREATE POLICY swept ON kept_answers FOR ALL TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND expires_at < now()) WITH CHECK (false);

GRANT SELECT, INSERT, UPDATE, DELETE ON kept_answers TO compliance_app;
