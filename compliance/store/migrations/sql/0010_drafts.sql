-- Drafts of the rules, and previews of what a draft would change over stored agreements. A preview never touches a finding.

CREATE TABLE catalog_drafts (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    author_id uuid NOT NULL,
    title text NOT NULL,
    files bytea NOT NULL,
    digest text NOT NULL,
    base_digest text NOT NULL,
    changed jsonb NOT NULL,
    state text DEFAULT 'drafted' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    effective_on date,
    reason text,
    proposed_by uuid,
    proposed_at timestamptz,
    approved_by uuid,
    approved_at timestamptz,
    PRIMARY KEY (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (author_id) REFERENCES persons (id),
    FOREIGN KEY (proposed_by) REFERENCES persons (id),
    FOREIGN KEY (approved_by) REFERENCES persons (id),
    CONSTRAINT catalog_drafts_state CHECK (state IN ('drafted', 'proposed', 'approved', 'withdrawn')),
    -- Nobody puts rules into force alone, whatever a program believes.
    CONSTRAINT catalog_drafts_two_persons
        CHECK (approved_by IS NULL OR (approved_by <> author_id AND approved_by <> proposed_by)),
    -- Days are those of Asia/Seoul; no rule is put into force for a day that has passed.
    CONSTRAINT catalog_drafts_not_past
        CHECK (approved_at IS NULL OR effective_on >= (approved_at AT TIME ZONE 'Asia/Seoul')::date)
);

CREATE UNIQUE INDEX catalog_drafts_once ON catalog_drafts (tenant_id, digest, base_digest) WHERE state <> 'withdrawn';

CREATE TABLE draft_previews (
    id uuid NOT NULL,
    draft_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    base_digest text NOT NULL,
    checked_on date NOT NULL,
    population jsonb NOT NULL,
    sample jsonb NOT NULL,
    repetition text NOT NULL,
    state text DEFAULT 'waiting' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (id),
    FOREIGN KEY (draft_id) REFERENCES catalog_drafts (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (person_id) REFERENCES persons (id),
    UNIQUE (draft_id, base_digest, checked_on, repetition),
    CONSTRAINT draft_previews_state CHECK (state IN ('waiting', 'running', 'cancelled', 'refused', 'failed', 'finished'))
);

CREATE TABLE preview_items (
    preview_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    position integer NOT NULL,
    state text DEFAULT 'waiting' NOT NULL,
    code smallint,
    PRIMARY KEY (preview_id, submission_id),
    FOREIGN KEY (preview_id) REFERENCES draft_previews (id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    UNIQUE (preview_id, position),
    CONSTRAINT preview_items_state CHECK (state IN ('waiting', 'unaffected', 'compared', 'not_compared', 'failed')),
    -- A preview never learns of a self-check.
    CONSTRAINT preview_items_origin CHECK (origin <> 'self_check')
);

CREATE TABLE preview_changes (
    id uuid NOT NULL,
    preview_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    agreement_type text NOT NULL,
    kind text NOT NULL,
    rule text NOT NULL,
    fingerprint text NOT NULL,
    title jsonb NOT NULL,
    severity text NOT NULL,
    ground text NOT NULL,
    earlier_severity text,
    earlier_ground text,
    finding_id uuid,
    decided text,
    verdict text,
    lot bytea NOT NULL,
    sealed_quote bytea,
    PRIMARY KEY (id),
    FOREIGN KEY (preview_id) REFERENCES draft_previews (id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    FOREIGN KEY (finding_id) REFERENCES findings (id),
    UNIQUE (preview_id, submission_id, rule, fingerprint),
    CONSTRAINT preview_changes_kind CHECK (kind IN ('created', 'changed', 'gone')),
    CONSTRAINT preview_changes_verdict CHECK (verdict IN ('contradicts', 'agrees', 'regraded')),
    CONSTRAINT preview_changes_origin CHECK (origin <> 'self_check')
);

CREATE INDEX preview_changes_drawn ON preview_changes (preview_id, lot);

-- Who looks after the rules: they see drafts and previews, and of agreements nothing but the samples of a preview.
CREATE FUNCTION app_keeps_rules() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(app_actor() IN ('rule_manager', 'approver'), false);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['catalog_drafts', 'draft_previews', 'preview_items', 'preview_changes']
    LOOP
        EXECUTE 'ALTER TABLE ' || name || ' ENABLE ROW LEVEL SECURITY';
        EXECUTE 'ALTER TABLE ' || name || ' FORCE ROW LEVEL SECURITY';
        EXECUTE 'CREATE POLICY went_on ON ' || name || $policy$ FOR ALL TO compliance_app
            USING ((SELECT app_actor()) = 'system')$policy$;
    END LOOP;
    FOREACH name IN ARRAY ARRAY['catalog_drafts', 'draft_previews']
    LOOP
        EXECUTE 'CREATE POLICY seen ON ' || name || $policy$ FOR SELECT TO compliance_app
            USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_keeps_rules()))$policy$;
        EXECUTE 'CREATE POLICY directed ON ' || name || $policy$ FOR UPDATE TO compliance_app
            USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_keeps_rules()))$policy$;
    END LOOP;
    FOREACH name IN ARRAY ARRAY['preview_items', 'preview_changes']
    LOOP
        EXECUTE 'CREATE POLICY seen ON ' || name || $policy$ FOR SELECT TO compliance_app
            USING ((SELECT app_keeps_rules()) AND EXISTS (
                SELECT FROM draft_previews WHERE draft_previews.id = preview_id))$policy$;
    END LOOP;
END;
$$;
CREATE POLICY drawn_up ON catalog_drafts FOR INSERT TO compliance_app
    WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'rule_manager');
CREATE POLICY asked ON draft_previews FOR INSERT TO compliance_app
    WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'rule_manager');
-- The keys of the documents out of which a preview's samples are; the documents themselves stay unseen.
CREATE POLICY sampled ON document_keys FOR SELECT TO compliance_app
    USING (origin <> 'self_check' AND (SELECT app_actor()) = 'rule_manager' AND EXISTS (
        SELECT FROM preview_changes
        WHERE preview_changes.submission_id = document_keys.submission_id AND sealed_quote IS NOT NULL));

GRANT SELECT, INSERT, UPDATE ON catalog_drafts, draft_previews, preview_items, preview_changes TO compliance_app;
