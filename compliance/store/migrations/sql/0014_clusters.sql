-- Template clauses: wordings by keyed hashes that tell no word, which findings rest on them, and what people noted.

CREATE TABLE template_forms (
    id uuid NOT NULL,
    organisation bytea NOT NULL,
    rule text NOT NULL,
    signature bytea NOT NULL,
    cluster_id uuid NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (organisation, rule, signature)
);
CREATE INDEX template_forms_of_cluster ON template_forms (cluster_id);

CREATE TABLE template_bands (
    value bytea NOT NULL,
    form_id uuid NOT NULL,
    PRIMARY KEY (value, form_id),
    FOREIGN KEY (form_id) REFERENCES template_forms (id)
);

CREATE TABLE template_clauses (
    finding_id uuid NOT NULL,
    form_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    sealed_label bytea NOT NULL,
    PRIMARY KEY (finding_id),
    FOREIGN KEY (finding_id) REFERENCES findings (id),
    FOREIGN KEY (form_id) REFERENCES template_forms (id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    -- A cluster never learns of a self-check.
    CONSTRAINT template_clauses_origin CHECK (origin <> 'self_check')
);
CREATE INDEX template_clauses_of_form ON template_clauses (form_id);
-- So that destroying a self-check does not look through whole tables that never hold it.
CREATE INDEX template_clauses_of_submission ON template_clauses (submission_id);
CREATE INDEX preview_items_of_submission ON preview_items (submission_id);
CREATE INDEX preview_changes_of_submission ON preview_changes (submission_id);
CREATE INDEX preview_changes_of_finding ON preview_changes (finding_id);

CREATE TABLE cluster_notes (
    id uuid NOT NULL,
    form_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    wrapped_key bytea NOT NULL,
    sealed_note bytea NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (form_id) REFERENCES template_forms (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (person_id) REFERENCES persons (id)
);
CREATE INDEX cluster_notes_of_form ON cluster_notes (form_id);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['template_forms', 'template_bands', 'template_clauses', 'cluster_notes']
    LOOP
        EXECUTE 'ALTER TABLE ' || name || ' ENABLE ROW LEVEL SECURITY';
        EXECUTE 'ALTER TABLE ' || name || ' FORCE ROW LEVEL SECURITY';
    END LOOP;
    FOREACH name IN ARRAY ARRAY['template_forms', 'template_bands', 'template_clauses']
    LOOP
        EXECUTE 'CREATE POLICY marked ON ' || name || $policy$ FOR ALL TO compliance_app
            USING ((SELECT app_actor()) = 'system')$policy$;
    END LOOP;
    FOREACH name IN ARRAY ARRAY['template_forms', 'template_clauses', 'cluster_notes']
    LOOP
        EXECUTE 'CREATE POLICY seen ON ' || name || $policy$ FOR SELECT TO compliance_app
            USING ((SELECT app_examines()))$policy$;
    END LOOP;
END;
$$;
CREATE POLICY noted ON cluster_notes FOR INSERT TO compliance_app
    WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_examines()));

GRANT SELECT, INSERT, UPDATE ON template_forms TO compliance_app;
GRANT SELECT, INSERT ON template_bands, template_clauses, cluster_notes TO compliance_app;
