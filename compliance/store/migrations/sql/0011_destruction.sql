-- Self-checks can be destroyed by their own organisation, and by the system once their time is over; nothing else can.
CREATE INDEX idempotency_keys_of_submission ON idempotency_keys (submission_id);
CREATE INDEX audit_items_of_submission ON audit_items (submission_id);
CREATE INDEX audit_changes_of_submission ON audit_changes (submission_id);
CREATE INDEX submissions_expiring ON submissions (retain_until) WHERE origin = 'self_check';

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['submissions', 'document_keys', 'originals', 'screenings', 'findings', 'finding_events']
    LOOP
        EXECUTE format($policy$CREATE POLICY destroyed ON %I FOR DELETE TO compliance_app USING (
            origin = 'self_check' AND tenant_id = (SELECT app_tenant())
            AND (SELECT app_actor()) IN ('startup', 'system'))$policy$, name);
        EXECUTE format('GRANT DELETE ON %I TO compliance_app', name);
    END LOOP;
END;
$$;
-- The scheduler finds self-checks whose time is over, in all tenants; it destroys each as the system inside its tenant.
CREATE POLICY expired ON submissions FOR SELECT TO compliance_app
    USING ((SELECT app_actor()) = 'system' AND origin = 'self_check'
        AND retain_until < (now() AT TIME ZONE 'Asia/Seoul')::date);

-- Events are never altered, and deleted only with their self-check: the policy above lets nothing else go.
DROP TRIGGER append_only ON finding_events;
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON finding_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept BEFORE DELETE ON finding_events
    FOR EACH ROW WHEN (OLD.origin <> 'self_check') EXECUTE FUNCTION refuse_change();
