-- The findings of one organisation, gravest first: without it a startup's list walks through everybody's.
CREATE INDEX findings_own ON findings (tenant_id, gravity, id DESC);
