-- Telling others: what happened, whom to tell, what was sent; and the private addresses of calendars.

CREATE OR REPLACE FUNCTION app_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.person', true), '')::uuid;

-- Ids and counts only: no words of an agreement, no names.
CREATE TABLE announcements (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    key text NOT NULL,
    kind text NOT NULL,
    data jsonb NOT NULL,
    at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    -- The same happening is told once, however often it is announced.
    UNIQUE (key)
);

CREATE INDEX announcements_of_tenant ON announcements (tenant_id, at);

CREATE TABLE webhooks (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    made_by uuid NOT NULL,
    kinds jsonb NOT NULL,
    state text DEFAULT 'active' NOT NULL,
    wrapped_key bytea NOT NULL,
    sealed_target bytea NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (made_by) REFERENCES persons (id),
    CONSTRAINT webhooks_state CHECK (state IN ('active', 'paused', 'gone', 'removed'))
);

CREATE TABLE outbox (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    event text NOT NULL,
    webhook_id uuid,
    person_id uuid,
    kind text NOT NULL,
    data jsonb NOT NULL,
    state text DEFAULT 'waiting' NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    next_at timestamptz DEFAULT now() NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (webhook_id) REFERENCES webhooks (id),
    FOREIGN KEY (person_id) REFERENCES persons (id),
    -- One message for each event and recipient, whatever is repeated.
    UNIQUE (event, webhook_id),
    UNIQUE (event, person_id),
    CONSTRAINT outbox_recipient CHECK (num_nonnulls(webhook_id, person_id) = 1),
    CONSTRAINT outbox_state CHECK (state IN ('waiting', 'delivered', 'dead'))
);

CREATE INDEX outbox_waiting ON outbox (next_at) WHERE state = 'waiting';
CREATE INDEX outbox_of_webhook ON outbox (webhook_id, id);

CREATE TABLE deliveries (
    id uuid NOT NULL,
    message_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    outcome text NOT NULL,
    status smallint,
    milliseconds integer NOT NULL,
    at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (message_id) REFERENCES outbox (id)
);

CREATE INDEX deliveries_of_message ON deliveries (message_id, id);

CREATE TABLE digest_subscribers (
    person_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    wrapped_key bytea NOT NULL,
    sealed_address bytea NOT NULL,
    told_until timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (person_id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (person_id) REFERENCES persons (id)
);

CREATE TABLE calendar_feeds (
    person_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    credential bytea NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (person_id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (person_id) REFERENCES persons (id),
    UNIQUE (credential)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['announcements', 'webhooks', 'outbox', 'deliveries', 'digest_subscribers',
        'calendar_feeds']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    END LOOP;
    -- The system tells and logs.
    FOREACH name IN ARRAY ARRAY['announcements', 'webhooks', 'outbox', 'deliveries', 'digest_subscribers']
    LOOP
        EXECUTE format($policy$CREATE POLICY told ON %I FOR ALL TO compliance_app
            USING ((SELECT app_actor()) = 'system')$policy$, name);
    END LOOP;
    -- Whoever runs the authority's office or examines for it sees what its receivers were told, and how it went.
    FOREACH name IN ARRAY ARRAY['webhooks', 'outbox', 'deliveries']
    LOOP
        EXECUTE format($policy$CREATE POLICY seen ON %I FOR SELECT TO compliance_app USING (
            tenant_id = (SELECT app_tenant())
            AND ((SELECT app_examines()) OR (SELECT app_actor()) = 'administrator'))$policy$, name);
    END LOOP;
    -- Administrators register receivers, test them and send again; what happened they cannot invent.
    FOREACH name IN ARRAY ARRAY['webhooks', 'outbox']
    LOOP
        EXECUTE format($policy$CREATE POLICY kept ON %I FOR UPDATE TO compliance_app USING (
            tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'administrator')$policy$, name);
    END LOOP;
    -- Subscriptions are each person's own, and only for those who may see audits.
    FOREACH name IN ARRAY ARRAY['digest_subscribers', 'calendar_feeds']
    LOOP
        EXECUTE format($policy$CREATE POLICY own ON %I FOR ALL TO compliance_app USING (
            tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_person())
            AND (SELECT app_examines()))$policy$, name);
    END LOOP;
END;
$$;
CREATE POLICY registered ON webhooks FOR INSERT TO compliance_app
    WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'administrator');
CREATE POLICY tested ON outbox FOR INSERT TO compliance_app
    WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'administrator' AND kind = 'webhook.ping');
CREATE POLICY presented ON calendar_feeds FOR SELECT TO compliance_app USING (credential = (SELECT app_credential()));

GRANT SELECT, INSERT ON announcements, deliveries TO compliance_app;
GRANT SELECT, INSERT, UPDATE ON webhooks, outbox TO compliance_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON digest_subscribers, calendar_feeds TO compliance_app;
