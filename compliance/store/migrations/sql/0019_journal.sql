-- Each line says from where somebody acted, whose data it concerns and for what; the chain covers these and the class.
-- Lines from before have none of the three, and the hash they had: a line that has is never taken for one of them.
ALTER TABLE journal ADD COLUMN came_from text, ADD COLUMN data_of text, ADD COLUMN purpose text;

CREATE OR REPLACE FUNCTION journal_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    SELECT head.seq + 1, head.hash INTO NEW.seq, NEW.previous FROM journal_head AS head WHERE head.id = 1 FOR UPDATE;
    NEW.at := clock_timestamp();
    NEW.came_from := coalesce(NEW.came_from, '-');
    NEW.data_of := coalesce(NEW.data_of, '-');
    NEW.purpose := coalesce(NEW.purpose, '-');
    NEW.hash := sha256(NEW.previous || convert_to(concat_ws(chr(31),
        NEW.seq, to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), NEW.tenant_id,
        coalesce(NEW.person_id::text, '-'), NEW.actor, NEW.act, NEW.subject, NEW.detail,
        NEW.came_from, NEW.data_of, NEW.purpose, NEW.retention_class), 'UTF8'));
    UPDATE journal_head AS head SET seq = NEW.seq, hash = NEW.hash WHERE head.id = 1;
    RETURN NEW;
END;
$$;
