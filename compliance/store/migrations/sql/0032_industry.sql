-- The industry of a project, as its programme names it; figures are narrowed by it.
ALTER TABLE projects ADD COLUMN industry text NOT NULL DEFAULT '';
