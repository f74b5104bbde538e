-- The business group of a project's demand companies stands beside them: figures count a group as one company.
ALTER TABLE project_participants DROP CONSTRAINT project_participants_part,
    ADD CONSTRAINT project_participants_part CHECK (part IN ('demand', 'startup', 'fund', 'group'));
