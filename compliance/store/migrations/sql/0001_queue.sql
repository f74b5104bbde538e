-- What compliance_app needs of the queue's own schema, and to see whether the schema is up to date.

GRANT SELECT ON public.alembic_version TO compliance_app;
GRANT USAGE ON SCHEMA queue TO compliance_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA queue TO compliance_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA queue TO compliance_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA queue TO compliance_app;
