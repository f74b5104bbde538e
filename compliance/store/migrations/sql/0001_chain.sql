-- The journal: numbered without gaps, dated by the database's clock, each line chained to the one before, never changed.
-- compliance/journal.py computes the same line and hash on its own to verify.

CREATE FUNCTION journal_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT head.seq + 1, head.hash INTO NEW.seq, NEW.previous FROM journal_head AS head WHERE head.id = 1 FOR UPDATE;
    NEW.at := clock_timestamp();
    NEW.hash := sha256(NEW.previous || convert_to(concat_ws(chr(31),
        NEW.seq, to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), NEW.tenant_id,
        coalesce(NEW.person_id::text, '-'), NEW.actor, NEW.act, NEW.subject, NEW.detail), 'UTF8'));
    UPDATE journal_head AS head SET seq = NEW.seq, hash = NEW.hash WHERE head.id = 1;
    RETURN NEW;
END;
$$;
CREATE TRIGGER chained BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION journal_chain();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON finding_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER originals_kept BEFORE UPDATE ON originals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Lets the scheduler note the journal's present end in a file outside the database, without reading any line.
CREATE FUNCTION journal_end(OUT seq bigint, OUT hash bytea) LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS 'SELECT seq, hash FROM journal_head';
REVOKE EXECUTE ON FUNCTION journal_end() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal_end() TO compliance_app;
