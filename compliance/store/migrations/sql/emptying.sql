-- Take out what a back-up is about to bring, in the transaction that brings it.
DO $$
DECLARE
    gone record;
BEGIN
    DROP SCHEMA IF EXISTS queue CASCADE;
    FOR gone IN SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') LOOP
        EXECUTE 'DROP TABLE IF EXISTS ' || gone.name || ' CASCADE';
    END LOOP;
    FOR gone IN SELECT p.oid::regprocedure::text AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace LOOP
        EXECUTE 'DROP FUNCTION IF EXISTS ' || gone.name || ' CASCADE';
    END LOOP;
END;
$$;
