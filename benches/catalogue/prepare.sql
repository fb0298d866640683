CREATE SCHEMA bench;
CREATE TABLE bench.result (
    findings bigint, unjudged bigint, broken bigint, seconds double precision, cpu_seconds double precision, bytes double precision,
    scans_before bigint, scans_after bigint
);
CREATE TABLE bench.each_check (check_id text, findings bigint, seconds double precision);
CREATE TABLE bench.watching (goes_on boolean);
INSERT INTO bench.watching VALUES (true);
CREATE TABLE bench.lock_seen (mode text, relation text, count bigint);

-- CPU seconds of this backend so far (fields 14 and 15 of /proc/PID/stat, in ticks of 10 ms).
CREATE FUNCTION bench.cpu_seconds() RETURNS double precision LANGUAGE sql VOLATILE AS $$
    SELECT (f[12]::double precision + f[13]::double precision) / 100
    FROM string_to_array(regexp_replace(pg_read_file('/proc/' || pg_backend_pid() || '/stat'), '^.*\) ', ''), ' ') AS f
$$;

-- Bytes that this backend had at most, without what it shares with others.
CREATE FUNCTION bench.most_bytes() RETURNS double precision LANGUAGE sql VOLATILE AS $$
    SELECT 1024 * sum(m[2]::double precision * CASE m[1] WHEN 'VmHWM' THEN 1 ELSE -1 END)
    FROM regexp_matches(pg_read_file('/proc/' || pg_backend_pid() || '/status'), '(VmHWM|RssShmem|RssFile):\s+(\d+) kB', 'g') AS m
$$;

-- Reads of the users' tables so far, as the counters say.
CREATE FUNCTION bench.scans() RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT sum(s.seq_scan + COALESCE(s.idx_scan, 0)) FROM pg_stat_user_tables AS s WHERE s.schemaname LIKE 'app%'
$$;

CREATE PROCEDURE bench.check_all() LANGUAGE plpgsql AS $$
DECLARE
    started timestamptz;
    cpu double precision := bench.cpu_seconds();
    scans bigint := bench.scans();
BEGIN
    COMMIT;
    started := clock_timestamp();
    cpu := bench.cpu_seconds();
    INSERT INTO bench.result (findings, unjudged, broken)
    SELECT count(*) FILTER (WHERE status = 'ok'), count(*) FILTER (WHERE status <> 'ok'),
           count(*) FILTER (WHERE status = 'error')
    FROM dbarch.check_all();
    UPDATE bench.result
    SET seconds = extract(epoch FROM clock_timestamp() - started), cpu_seconds = bench.cpu_seconds() - cpu,
        bytes = bench.most_bytes(), scans_before = scans;
    COMMIT;
    PERFORM pg_sleep(1);
    PERFORM pg_stat_clear_snapshot();
    UPDATE bench.result SET scans_after = bench.scans();
END $$;

CREATE PROCEDURE bench.check_each() LANGUAGE plpgsql AS $$
DECLARE
    id text;
    started timestamptz;
BEGIN
    FOR id IN SELECT c.check_id FROM dbarch.checks AS c WHERE c.enabled LOOP
        started := clock_timestamp();
        INSERT INTO bench.each_check (check_id, findings)
        SELECT id, count(*) FROM dbarch.check_all(checks => ARRAY[id]);
        UPDATE bench.each_check SET seconds = extract(epoch FROM clock_timestamp() - started) WHERE check_id = id;
    END LOOP;
END $$;
