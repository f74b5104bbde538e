-- Cases: what confirmed findings of an agreement became, who decided what, until when, and which letters went out.

CREATE TABLE registers (
    tenant_id uuid NOT NULL,
    book text NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (tenant_id, book, year),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id)
);

CREATE TABLE cases (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    year smallint NOT NULL,
    serial integer NOT NULL,
    submission_id uuid NOT NULL,
    submission_tenant_id uuid NOT NULL,
    origin text NOT NULL,
    state text NOT NULL,
    opened_by uuid NOT NULL,
    opened_at timestamptz DEFAULT now() NOT NULL,
    assignee_id uuid NOT NULL,
    respondent_id uuid,
    wrapped_key bytea NOT NULL,
    sealed_particulars bytea NOT NULL,
    is_ftc_matter boolean DEFAULT false NOT NULL,
    deal_ended_on date,
    investigation_opened_on date,
    remedied_on date,
    objected_on date,
    proposed_code text,
    proposed_by uuid,
    sealed_proposal bytea,
    due_on date NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (tenant_id, year, serial),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (respondent_id) REFERENCES tenants (id),
    FOREIGN KEY (opened_by) REFERENCES persons (id),
    FOREIGN KEY (assignee_id) REFERENCES persons (id),
    FOREIGN KEY (proposed_by) REFERENCES persons (id),
    FOREIGN KEY (submission_id, submission_tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    -- A case never learns of a self-check.
    CONSTRAINT cases_origin CHECK (origin <> 'self_check')
);
CREATE INDEX cases_due ON cases (due_on, id DESC);
CREATE INDEX cases_of_submission ON cases (submission_id);

CREATE TABLE case_findings (
    case_id uuid NOT NULL,
    finding_id uuid NOT NULL,
    article text,
    PRIMARY KEY (case_id, finding_id),
    FOREIGN KEY (case_id) REFERENCES cases (id),
    FOREIGN KEY (finding_id) REFERENCES findings (id)
);
CREATE INDEX case_findings_of_finding ON case_findings (finding_id);

CREATE TABLE case_events (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    at timestamptz DEFAULT clock_timestamp() NOT NULL,
    tenant_id uuid NOT NULL,
    person_id uuid,
    actor text NOT NULL,
    kind text NOT NULL,
    code text,
    from_state text NOT NULL,
    to_state text NOT NULL,
    measure text,
    wrapped_key bytea NOT NULL,
    sealed_note bytea,
    PRIMARY KEY (id),
    FOREIGN KEY (case_id) REFERENCES cases (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (person_id) REFERENCES persons (id)
);
CREATE INDEX case_events_of_case ON case_events (case_id);

CREATE TABLE case_deadlines (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    kind text NOT NULL,
    starts_on date NOT NULL,
    days smallint NOT NULL,
    is_working boolean NOT NULL,
    due_on date NOT NULL,
    extended_to date,
    met_on date,
    calendar text NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (case_id) REFERENCES cases (id)
);
-- One deadline of a kind runs at a time.
CREATE UNIQUE INDEX case_deadlines_running ON case_deadlines (case_id, kind) WHERE met_on IS NULL;
CREATE INDEX case_deadlines_of_case ON case_deadlines (case_id);

CREATE TABLE case_pauses (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    kind text NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    PRIMARY KEY (id),
    FOREIGN KEY (case_id) REFERENCES cases (id)
);
CREATE UNIQUE INDEX case_pauses_running ON case_pauses (case_id) WHERE ends_on IS NULL;
CREATE INDEX case_pauses_of_case ON case_pauses (case_id);

CREATE TABLE case_letters (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    respondent_id uuid,
    code text NOT NULL,
    kind text NOT NULL,
    measure text,
    year smallint NOT NULL,
    serial integer NOT NULL,
    issued_at timestamptz DEFAULT now() NOT NULL,
    issued_by uuid NOT NULL,
    drafted_by uuid NOT NULL,
    due_on date,
    wrapped_key bytea NOT NULL,
    sealed_words bytea NOT NULL,
    sealed_pdf bytea NOT NULL,
    sealed_hwpx bytea NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (tenant_id, year, serial),
    FOREIGN KEY (case_id) REFERENCES cases (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (respondent_id) REFERENCES tenants (id),
    FOREIGN KEY (issued_by) REFERENCES persons (id),
    FOREIGN KEY (drafted_by) REFERENCES persons (id)
);
CREATE INDEX case_letters_of_case ON case_letters (case_id);
CREATE INDEX case_letters_of_respondent ON case_letters (respondent_id);

CREATE TABLE case_answers (
    id uuid NOT NULL,
    letter_id uuid NOT NULL,
    case_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    at timestamptz DEFAULT now() NOT NULL,
    kind text NOT NULL,
    is_late boolean NOT NULL,
    is_secret boolean NOT NULL,
    repetition bytea NOT NULL,
    wrapped_key bytea NOT NULL,
    sealed_words bytea NOT NULL,
    sealed_file bytea,
    file_state text,
    file_code smallint,
    sealed_text bytea,
    PRIMARY KEY (id),
    -- The very same answer sent again is the same answer.
    UNIQUE (letter_id, repetition),
    FOREIGN KEY (letter_id) REFERENCES case_letters (id),
    FOREIGN KEY (case_id) REFERENCES cases (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (person_id) REFERENCES persons (id),
    CONSTRAINT case_answers_kind CHECK (kind IN ('answer', 'objection')),
    CONSTRAINT case_answers_file CHECK (file_state IN ('received', 'read', 'unreadable', 'failed'))
);
CREATE INDEX case_answers_of_case ON case_answers (case_id);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['registers', 'cases', 'case_findings', 'case_events', 'case_deadlines', 'case_pauses',
        'case_letters', 'case_answers']
    LOOP
        EXECUTE 'ALTER TABLE ' || name || ' ENABLE ROW LEVEL SECURITY';
        EXECUTE 'ALTER TABLE ' || name || ' FORCE ROW LEVEL SECURITY';
    END LOOP;
END;
$$;
-- Examiners and the system see all cases; who decides on objections sees those in which one was ever raised.
CREATE POLICY seen ON cases FOR SELECT TO compliance_app
    USING ((SELECT app_examines()) OR (SELECT app_actor()) = 'system'
        OR ((SELECT app_actor()) = 'objection_officer' AND objected_on IS NOT NULL));
CREATE POLICY opened ON cases FOR INSERT TO compliance_app
    WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'auditor');
CREATE POLICY decided ON cases FOR UPDATE TO compliance_app
    USING (tenant_id = (SELECT app_tenant())
        AND (SELECT app_actor()) IN ('auditor', 'approver', 'objection_officer', 'system'));

-- What hangs on a case is seen exactly where the case is seen; a respondent sees no case, only its own letters.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['case_findings', 'case_events', 'case_deadlines', 'case_pauses', 'case_letters',
        'case_answers']
    LOOP
        EXECUTE 'CREATE POLICY seen ON ' || name || ' FOR SELECT TO compliance_app USING (EXISTS
            (SELECT FROM cases WHERE cases.id = ' || name || '.case_id))';
    END LOOP;
    FOREACH name IN ARRAY ARRAY['case_findings', 'case_events', 'case_deadlines', 'case_pauses', 'case_letters']
    LOOP
        EXECUTE 'CREATE POLICY added ON ' || name || ' FOR INSERT TO compliance_app WITH CHECK (EXISTS
            (SELECT FROM cases WHERE cases.id = ' || name || '.case_id AND cases.tenant_id = (SELECT app_tenant())))';
    END LOOP;
    FOREACH name IN ARRAY ARRAY['case_findings', 'case_deadlines', 'case_pauses']
    LOOP
        EXECUTE 'CREATE POLICY changed ON ' || name || ' FOR UPDATE TO compliance_app USING (EXISTS
            (SELECT FROM cases WHERE cases.id = ' || name || '.case_id AND cases.tenant_id = (SELECT app_tenant())))';
    END LOOP;
END;
$$;
CREATE POLICY addressed ON case_letters FOR SELECT TO compliance_app
    USING (respondent_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'respondent');
CREATE POLICY own ON case_answers FOR SELECT TO compliance_app
    USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'respondent');
CREATE POLICY given ON case_answers FOR INSERT TO compliance_app
    WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_actor()) = 'respondent'
        AND EXISTS (SELECT FROM case_letters WHERE case_letters.id = letter_id
            AND case_letters.case_id = case_answers.case_id));
CREATE POLICY read ON case_answers FOR UPDATE TO compliance_app USING ((SELECT app_actor()) = 'system');
CREATE POLICY kept ON registers FOR ALL TO compliance_app
    USING (tenant_id = (SELECT app_tenant())
        AND (SELECT app_actor()) IN ('auditor', 'approver', 'objection_officer', 'system'));
-- Examiners choose whom a letter goes to among the organisations whose people answer letters.
CREATE POLICY respondents ON persons FOR SELECT TO compliance_app
    USING (actor = 'respondent' AND (SELECT app_examines()));
CREATE POLICY respondents ON tenants FOR SELECT TO compliance_app
    USING ((SELECT app_examines())
        AND EXISTS (SELECT FROM persons WHERE persons.tenant_id = tenants.id AND persons.actor = 'respondent'));

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_letters
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT, UPDATE ON registers, cases, case_findings, case_deadlines, case_pauses TO compliance_app;
GRANT SELECT, INSERT ON case_events, case_letters, case_answers TO compliance_app;
-- What was sent in stays as it came: the system adds only what reading the file gave.
GRANT UPDATE (file_state, file_code, sealed_text) ON case_answers TO compliance_app;
