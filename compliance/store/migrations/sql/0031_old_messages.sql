-- The system forgets old messages that arrived or died, with the log of their attempts.
CREATE INDEX outbox_ended ON outbox (ended_at) WHERE ended_at IS NOT NULL;
GRANT DELETE ON outbox, deliveries TO compliance_app;
