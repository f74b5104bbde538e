-- The tables of compliance/store/tables.py; a test compares the two.

CREATE TABLE heartbeats (
    name text NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE journal (
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    tenant_id uuid NOT NULL,
    person_id uuid,
    actor text NOT NULL,
    act text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL,
    retention_class text DEFAULT 'access_record' NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (seq)
);

CREATE TABLE journal_head (
    id smallint NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT journal_head_one CHECK (id = 1)
);

CREATE TABLE key_marks (
    mark text NOT NULL,
    first_used_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (mark)
);

CREATE TABLE tenants (
    id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE persons (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    name text NOT NULL,
    actor text NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    retired_at timestamptz,
    PRIMARY KEY (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT persons_actor CHECK (actor IN (
        'startup', 'auditor', 'reviewer', 'approver', 'programme_officer', 'host_officer', 'respondent', 'rule_manager',
        'adviser', 'objection_officer', 'privacy_officer', 'administrator', 'system'))
);

CREATE TABLE api_keys (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    credential bytea NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    revoked_at timestamptz,
    PRIMARY KEY (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (person_id) REFERENCES persons (id),
    UNIQUE (credential)
);

CREATE TABLE entry_links (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    credential bytea NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (person_id) REFERENCES persons (id),
    UNIQUE (credential)
);

CREATE TABLE sessions (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    credential bytea NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    used_at timestamptz DEFAULT now() NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (person_id) REFERENCES persons (id),
    UNIQUE (credential)
);

CREATE TABLE submissions (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    submitted_by uuid NOT NULL,
    received_at timestamptz DEFAULT now() NOT NULL,
    state text NOT NULL,
    media_type text NOT NULL,
    size integer NOT NULL,
    repetition bytea NOT NULL,
    sealed_particulars bytea NOT NULL,
    problem_code smallint,
    problem_ko text,
    problem_en text,
    retention_class text NOT NULL,
    retain_until date,
    legal_hold boolean DEFAULT false NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (id, tenant_id, origin),
    UNIQUE (tenant_id, repetition),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (submitted_by) REFERENCES persons (id),
    CONSTRAINT submissions_origin CHECK (origin IN ('self_check', 'registered', 'ordered')),
    CONSTRAINT submissions_state CHECK (state IN ('received', 'screened', 'unreadable', 'failed', 'withdrawn')),
    CONSTRAINT submissions_problem CHECK ((state IN ('unreadable', 'failed')) = (problem_code IS NOT NULL))
);

CREATE INDEX submissions_newest ON submissions (tenant_id, id DESC);

CREATE TABLE document_keys (
    submission_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    wrapped_key bytea NOT NULL,
    kek_mark text NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    PRIMARY KEY (submission_id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin)
);

CREATE TABLE idempotency_keys (
    person_id uuid NOT NULL,
    key_hash bytea NOT NULL,
    tenant_id uuid NOT NULL,
    request_hash bytea NOT NULL,
    submission_id uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, key_hash),
    FOREIGN KEY (person_id) REFERENCES persons (id),
    FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    FOREIGN KEY (submission_id) REFERENCES submissions (id)
);

CREATE TABLE originals (
    submission_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    sealed_content bytea NOT NULL,
    PRIMARY KEY (submission_id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin)
);

CREATE TABLE screenings (
    id uuid NOT NULL,
    submission_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    ordered_at timestamptz DEFAULT now() NOT NULL,
    checked_on date NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    status text,
    codes smallint[],
    catalog_digest text,
    counts jsonb,
    sealed_report bytea,
    sealed_text bytea,
    PRIMARY KEY (id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    CONSTRAINT screenings_whole CHECK (finished_at IS NULL OR (sealed_report IS NOT NULL AND sealed_text IS NOT NULL))
);

CREATE INDEX screenings_of_submission ON screenings (submission_id);

CREATE TABLE findings (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    submission_id uuid NOT NULL,
    screening_id uuid NOT NULL,
    rule text NOT NULL,
    fingerprint text NOT NULL,
    title jsonb NOT NULL,
    ground text NOT NULL,
    severity text NOT NULL,
    gravity smallint NOT NULL,
    sealed_body bytea NOT NULL,
    detected_at timestamptz DEFAULT now() NOT NULL,
    state text NOT NULL,
    assignee_id uuid,
    reason_code text,
    proposed_kind text,
    proposed_reason text,
    proposed_by uuid,
    hold_until date,
    version integer DEFAULT 1 NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    UNIQUE (screening_id, rule, fingerprint),
    FOREIGN KEY (screening_id) REFERENCES screenings (id),
    FOREIGN KEY (assignee_id) REFERENCES persons (id),
    FOREIGN KEY (proposed_by) REFERENCES persons (id),
    CONSTRAINT findings_state CHECK (state IN (
        'DETECTED', 'IN_REVIEW', 'ON_HOLD', 'CONFIRMED', 'DISMISSED', 'IN_CASE', 'REMEDIED', 'UNREMEDIED', 'SUPERSEDED')),
    CONSTRAINT findings_reason CHECK (reason_code IN ('fp', 'na', 'justified', 'fixed', 'dup', 'noev')),
    CONSTRAINT findings_dismissed CHECK (state <> 'DISMISSED' OR reason_code IS NOT NULL)
);

CREATE INDEX findings_gravest ON findings (gravity, id DESC);

CREATE INDEX findings_of_submission ON findings (submission_id);

CREATE TABLE finding_events (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    origin text NOT NULL,
    submission_id uuid NOT NULL,
    finding_id uuid NOT NULL,
    at timestamptz DEFAULT clock_timestamp() NOT NULL,
    person_id uuid,
    actor text NOT NULL,
    kind text NOT NULL,
    transition text,
    from_state text,
    to_state text NOT NULL,
    reason_code text,
    sealed_note bytea,
    PRIMARY KEY (id),
    FOREIGN KEY (submission_id, tenant_id, origin) REFERENCES submissions (id, tenant_id, origin),
    FOREIGN KEY (finding_id) REFERENCES findings (id),
    FOREIGN KEY (person_id) REFERENCES persons (id)
);

CREATE INDEX events_of_finding ON finding_events (finding_id);

INSERT INTO journal_head (id, seq, hash) VALUES (1, 0, ''::bytea);
