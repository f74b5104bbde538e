-- Catalogs that screenings were made with, and what tells each of their rules from its other wordings; nothing of any tenant.
CREATE TABLE catalogs (
    digest text NOT NULL,
    fingerprints jsonb NOT NULL,
    first_used_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (digest)
);
GRANT SELECT, INSERT ON catalogs TO compliance_app;
