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

-- What is wrapped by a retired key could not be opened again. The refusal's code is one that a second try may get past.
CREATE OR REPLACE FUNCTION refuse_retired_key() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM key_marks AS k
        WHERE k.retired_at IS NOT NULL AND k.mark = encode(substr(NEW.wrapped_key, 1, 8), 'hex')) THEN
        RAISE EXCEPTION 'the key is retired' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN NEW;
END;
$$;

-- The role that replaces the key-encryption key: it changes how keys of documents are wrapped, wherever there are any.
DO $$
DECLARE
    holding record;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'compliance_locksmith') THEN
        CREATE ROLE compliance_locksmith NOLOGIN;
    END IF;
    IF NOT pg_has_role('compliance_locksmith', 'MEMBER') THEN
        GRANT compliance_locksmith TO CURRENT_USER;
    END IF;
    GRANT USAGE ON SCHEMA public TO compliance_locksmith;
    GRANT SELECT, UPDATE ON key_marks TO compliance_locksmith;
    FOR holding IN
        SELECT c.oid, c.oid::regclass::text AS name, c.relrowsecurity AS walled, string_agg(quote_ident(a.attname), ', ') AS changed
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('wrapped_key', 'kek_mark')
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
            AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'key_in_use')
        GROUP BY c.oid, c.relrowsecurity
    LOOP
        EXECUTE 'GRANT SELECT, UPDATE (' || holding.changed || ') ON ' || holding.name || ' TO compliance_locksmith';
        IF holding.walled THEN
            EXECUTE 'CREATE POLICY rewrapped ON ' || holding.name || ' FOR ALL TO compliance_locksmith USING (true)';
        END IF;
        EXECUTE 'CREATE TRIGGER key_in_use BEFORE INSERT OR UPDATE OF wrapped_key ON ' || holding.name
            || ' FOR EACH ROW EXECUTE FUNCTION refuse_retired_key()';
    END LOOP;
END;
$$;
