-- How long jobs took and how they ended, as counters for the operator's metrics; nothing of any tenant.
CREATE TABLE job_times (
    task text NOT NULL,
    outcome text NOT NULL,
    up_to double precision NOT NULL,
    jobs bigint NOT NULL,
    seconds double precision NOT NULL,
    PRIMARY KEY (task, outcome, up_to)
);
GRANT SELECT, INSERT, UPDATE ON job_times TO compliance_app;
