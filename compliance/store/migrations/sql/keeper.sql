-- The role of back-ups and of the look through everything: it sees every row of every table, and changes none.
-- Run after the migrations, whichever tables they made, so that no back-up ever misses one. Nobody signs in as it: the
-- owner, who is bound by row-level security as well, takes it up for one transaction.
DO $$
DECLARE
    seen regclass;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'compliance_keeper') THEN
        CREATE ROLE compliance_keeper NOLOGIN;
    END IF;
    IF NOT pg_has_role('compliance_keeper', 'MEMBER') THEN
        GRANT compliance_keeper TO CURRENT_USER;
    END IF;
    FOR seen IN
        SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('public', 'queue') AND c.relkind IN ('r', 'p', 'v', 'S')
            AND NOT has_table_privilege('compliance_keeper', c.oid, 'SELECT')
    LOOP
        EXECUTE 'GRANT SELECT ON ' || seen || ' TO compliance_keeper';
    END LOOP;
    FOR seen IN
        SELECT c.oid FROM pg_class c
        WHERE c.relrowsecurity AND NOT EXISTS (
            SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'kept_safe')
    LOOP
        EXECUTE 'CREATE POLICY kept_safe ON ' || seen || ' FOR SELECT TO compliance_keeper USING (true)';
    END LOOP;
    GRANT USAGE ON SCHEMA public, queue TO compliance_keeper;
END;
$$;
