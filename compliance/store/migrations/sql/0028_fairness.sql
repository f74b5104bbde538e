-- Figures are counted by the system, for people who see no findings: it sees which verdicts were given blindly.
CREATE POLICY counted ON blind_reviews FOR SELECT TO compliance_app USING ((SELECT app_actor()) = 'system');

-- What people have decided on: few among all findings.
CREATE INDEX findings_decided ON findings (rule)
    WHERE state IN ('CONFIRMED', 'IN_CASE', 'REMEDIED', 'UNREMEDIED', 'DISMISSED');
