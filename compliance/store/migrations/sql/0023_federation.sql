-- Whose account it is that an OpenID provider vouches for; known to whoever lets people in, and to nobody else.

CREATE TABLE federated_accounts (
    issuer text NOT NULL,
    subject text NOT NULL,
    tenant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (issuer, subject),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (person_id) REFERENCES persons (id),
    UNIQUE (person_id)
);

ALTER TABLE federated_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE federated_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY directed ON federated_accounts FOR SELECT TO compliance_app
    USING ((SELECT app_actor()) = 'administrator');
CREATE POLICY made ON federated_accounts FOR INSERT TO compliance_app
    WITH CHECK ((SELECT app_actor()) = 'administrator');

GRANT SELECT, INSERT ON federated_accounts TO compliance_app;
