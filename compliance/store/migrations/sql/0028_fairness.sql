-- Figures are counted by the system, for people who see no findings: it sees which verdicts were given blindly.

CREATE POLICY counted ON blind_reviews FOR SELECT TO compliance_app USING ((SELECT app_actor()) = 'system');
