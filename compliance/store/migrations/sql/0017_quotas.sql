-- What each organisation handed in on a day of Seoul: numbers only, its own alone, forgotten after two days.

CREATE TABLE day_counts (
    tenant_id uuid NOT NULL,
    day date NOT NULL,
    documents integer NOT NULL,
    bytes bigint NOT NULL,
    PRIMARY KEY (tenant_id, day),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id)
);

ALTER TABLE day_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE day_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON day_counts FOR ALL TO compliance_app
    USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) IN ('startup', 'auditor'));
CREATE POLICY swept ON day_counts FOR ALL TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND day < (now() AT TIME ZONE 'Asia/Seoul')::date) WITH CHECK (false);

GRANT SELECT, INSERT, UPDATE, DELETE ON day_counts TO compliance_app;
