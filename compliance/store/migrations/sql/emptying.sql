-- Take out what a back-up is about to bring, in the transaction that brings it. Names are gathered first: what goes with
-- something else has none any more.
DO $$
DECLARE
    gone text;
BEGIN
    DROP SCHEMA IF EXISTS queue CASCADE;
    FOREACH gone IN ARRAY coalesce((SELECT array_agg(c.oid::regclass::text) FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')), '{}')
    LOOP
        EXECUTE 'DROP TABLE IF EXISTS ' || gone || ' CASCADE';
    END LOOP;
    FOREACH gone IN ARRAY coalesce((SELECT array_agg(p.oid::regprocedure::text) FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace), '{}')
    LOOP
        EXECUTE 'DROP FUNCTION IF EXISTS ' || gone || ' CASCADE';
    END LOOP;
END;
$$;
