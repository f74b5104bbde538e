-- When a finding should be decided by, and how sure it is: what the auditors' queue is ordered by.

ALTER TABLE findings ADD COLUMN certainty_percent smallint NOT NULL DEFAULT 0;
-- Grave ones within a week, others within two or a month, in days of Korea; a hold lasts as long as it was set.
ALTER TABLE findings ADD COLUMN due_on date NOT NULL GENERATED ALWAYS AS (
    coalesce(
        hold_until,
        (timezone('Asia/Seoul', detected_at))::date + CASE WHEN gravity <= 1 THEN 7 WHEN gravity = 2 THEN 14 ELSE 30 END
    )
) STORED;
CREATE INDEX findings_due ON findings (due_on, gravity, id);
CREATE INDEX findings_unsure ON findings (certainty_percent, id);
