-- What an organisation says of the titles in its tables; it beats what they are read as, in every later table.
-- Titles stand here in the clear: a person keeps them as a setting of the organisation, beyond the life of any document.

CREATE TABLE column_readings (
    tenant_id uuid NOT NULL,
    table_kind text NOT NULL,
    title_key text NOT NULL,
    title text NOT NULL,
    column_name text,
    said_by uuid NOT NULL,
    said_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, table_kind, title_key),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (said_by) REFERENCES persons (id)
);

ALTER TABLE column_readings ENABLE ROW LEVEL SECURITY;
ALTER TABLE column_readings FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON column_readings FOR ALL TO compliance_app
    USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) IN ('startup', 'auditor'));
GRANT SELECT, INSERT, UPDATE, DELETE ON column_readings TO compliance_app;
