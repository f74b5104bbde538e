-- What a second person makes of a finding without knowing what the first decided; a row is never changed.

CREATE TABLE blind_reviews (
    finding_id uuid NOT NULL,
    reviewer_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    verdict text NOT NULL,
    reason_code text,
    first_verdict text NOT NULL,
    at timestamptz DEFAULT clock_timestamp() NOT NULL,
    PRIMARY KEY (finding_id, reviewer_id),
    FOREIGN KEY (finding_id) REFERENCES findings (id),
    FOREIGN KEY (reviewer_id) REFERENCES persons (id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    CONSTRAINT blind_reviews_verdict CHECK (verdict IN ('confirm', 'dismiss') AND first_verdict IN ('confirm', 'dismiss')),
    -- The authority never learns of a self-check.
    CONSTRAINT blind_reviews_origin CHECK (origin <> 'self_check')
);
CREATE INDEX blind_reviews_of_submission ON blind_reviews (submission_id);

ALTER TABLE blind_reviews ENABLE ROW LEVEL SECURITY;
ALTER TABLE blind_reviews FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON blind_reviews FOR SELECT TO compliance_app USING ((SELECT app_examines()));
CREATE POLICY judged ON blind_reviews FOR INSERT TO compliance_app
    WITH CHECK ((SELECT app_examines()) AND reviewer_id = (SELECT app_person()));

GRANT SELECT, INSERT ON blind_reviews TO compliance_app;
