-- Registered and ordered documents are destroyed by the system alone, when their time is over and nobody holds them.
-- What was filed before terms were written down gets the term of today: seven years.
UPDATE submissions SET retain_until = ((received_at AT TIME ZONE 'Asia/Seoul')::date + interval '7 years')::date
    WHERE origin <> 'self_check' AND retain_until IS NULL;

-- No keys to submissions in these two: what they tell of outlives them.
CREATE TABLE legal_holds (
    id uuid NOT NULL,
    submission_id uuid NOT NULL,
    set_by uuid NOT NULL,
    set_at timestamptz DEFAULT now() NOT NULL,
    reason text NOT NULL,
    released_by uuid,
    released_at timestamptz,
    release_reason text,
    PRIMARY KEY (id),
    FOREIGN KEY (set_by) REFERENCES persons (id),
    FOREIGN KEY (released_by) REFERENCES persons (id),
    CONSTRAINT legal_holds_released CHECK ((released_at IS NULL) = (released_by IS NULL)
        AND (released_at IS NULL) = (release_reason IS NULL))
);
CREATE UNIQUE INDEX legal_holds_one ON legal_holds (submission_id) WHERE released_at IS NULL;

CREATE TABLE destructions (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    documents integer NOT NULL,
    retention_class text NOT NULL,
    received_on date NOT NULL,
    retain_until date NOT NULL,
    destroyed_at timestamptz DEFAULT now() NOT NULL,
    signature text NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (submission_id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id)
);

CREATE FUNCTION is_over(wanted uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM submissions s LEFT JOIN submissions whole ON whole.id = s.parent_id WHERE s.id = wanted
        AND s.origin <> 'self_check'
        AND coalesce(whole.retain_until, s.retain_until) < (now() AT TIME ZONE 'Asia/Seoul')::date
        AND NOT s.legal_hold AND NOT coalesce(whole.legal_hold, false))
$$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['document_keys', 'originals', 'screenings', 'findings', 'finding_events', 'audit_items',
        'audit_changes', 'preview_items', 'preview_changes', 'template_clauses', 'rechecks', 'project_agreements',
        'project_records']
    LOOP
        EXECUTE 'CREATE POLICY is_over ON ' || name || $policy$ FOR SELECT TO compliance_app
            USING ((SELECT app_actor()) = 'system' AND tenant_id = (SELECT app_tenant()) AND is_over(submission_id))$policy$;
        EXECUTE 'CREATE POLICY time_over ON ' || name || $policy$ FOR DELETE TO compliance_app
            USING ((SELECT app_actor()) = 'system' AND tenant_id = (SELECT app_tenant()) AND is_over(submission_id))$policy$;
        EXECUTE 'GRANT DELETE ON ' || name || ' TO compliance_app';
    END LOOP;
    FOREACH name IN ARRAY ARRAY['legal_holds', 'destructions']
    LOOP
        EXECUTE 'ALTER TABLE ' || name || ' ENABLE ROW LEVEL SECURITY';
        EXECUTE 'ALTER TABLE ' || name || ' FORCE ROW LEVEL SECURITY';
        EXECUTE 'CREATE POLICY overseen ON ' || name || $policy$ FOR SELECT TO compliance_app
            USING ((SELECT app_actor()) = 'privacy_officer')$policy$;
    END LOOP;
END;
$$;
CREATE POLICY time_over ON submissions FOR DELETE TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND tenant_id = (SELECT app_tenant()) AND is_over(id));
-- The scheduler finds what is over in all tenants; it destroys each as the system inside its tenant.
CREATE POLICY due ON submissions FOR SELECT TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND origin <> 'self_check' AND NOT legal_hold
        AND retain_until < (now() AT TIME ZONE 'Asia/Seoul')::date);
-- The privacy officer holds and releases, and sees no list of documents: a row is there only for a transaction that
-- holds. Names and words are sealed, and self-checks are none of theirs.
CREATE FUNCTION app_holds() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(app_actor() = 'privacy_officer' AND current_setting('app.holding', true) = 'on', false);
CREATE POLICY overseen ON submissions FOR SELECT TO compliance_app
    USING ((SELECT app_holds()) AND origin <> 'self_check');
CREATE POLICY held ON submissions FOR UPDATE TO compliance_app
    USING ((SELECT app_holds()) AND origin <> 'self_check');
CREATE POLICY held ON legal_holds FOR INSERT TO compliance_app
    WITH CHECK ((SELECT app_actor()) = 'privacy_officer');
CREATE POLICY released ON legal_holds FOR UPDATE TO compliance_app
    USING ((SELECT app_actor()) = 'privacy_officer');
CREATE POLICY certified ON destructions FOR INSERT TO compliance_app
    WITH CHECK ((SELECT app_actor()) = 'system' AND tenant_id = (SELECT app_tenant()));
GRANT SELECT, INSERT, UPDATE ON legal_holds TO compliance_app;
GRANT SELECT, INSERT ON destructions TO compliance_app;

CREATE FUNCTION keep_unless_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT is_over(OLD.submission_id) THEN
        RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only', ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END;
$$;
DROP TRIGGER kept ON finding_events;
CREATE TRIGGER kept BEFORE DELETE ON finding_events
    FOR EACH ROW WHEN (OLD.origin <> 'self_check') EXECUTE FUNCTION keep_unless_over();

-- What cases say is never changed; how its key is wrapped is, when the key that wraps all of them is replaced.
CREATE FUNCTION refuse_change_but_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user <> 'compliance_locksmith' OR to_jsonb(NEW) - 'wrapped_key' <> to_jsonb(OLD) - 'wrapped_key' THEN
        RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only', ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END;
$$;
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['case_events', 'case_letters']
    LOOP
        EXECUTE 'DROP TRIGGER append_only ON ' || name;
        EXECUTE 'CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON ' || name
            || ' FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()';
        EXECUTE 'CREATE TRIGGER append_only_rows BEFORE UPDATE ON ' || name
            || ' FOR EACH ROW EXECUTE FUNCTION refuse_change_but_key()';
    END LOOP;
END;
$$;
