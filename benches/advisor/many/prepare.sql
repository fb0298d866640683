CREATE SCHEMA bench;
CREATE TABLE bench.result (
    statements integer, indexes bigint, saved double precision, complete boolean, seconds double precision,
    cpu_seconds double precision, bytes double precision
);

-- CPU seconds of this backend so far (fields 14 and 15 of /proc/PID/stat, in ticks of 10 ms).
CREATE FUNCTION bench.cpu_seconds() RETURNS double precision LANGUAGE sql VOLATILE AS $$
    SELECT (f[12]::double precision + f[13]::double precision) / 100
    FROM string_to_array(regexp_replace(pg_read_file('/proc/' || pg_backend_pid() || '/stat'), '^.*\) ', ''), ' ') AS f
$$;

-- Bytes that this backend had at most, without what it shares with others; VmHWM of /proc/PID/status has that as well.
CREATE FUNCTION bench.most_bytes() RETURNS double precision LANGUAGE sql VOLATILE AS $$
    SELECT 1024 * sum(m[2]::double precision * CASE m[1] WHEN 'VmHWM' THEN 1 ELSE -1 END)
    FROM regexp_matches(pg_read_file('/proc/' || pg_backend_pid() || '/status'), '(VmHWM|RssShmem|RssFile):\s+(\d+) kB', 'g') AS m
$$;

-- Advice on the first statements.
CREATE PROCEDURE bench.advise(number integer) LANGUAGE plpgsql AS $$
DECLARE
    queries text[] := (SELECT array_agg(text ORDER BY n) FROM many.query WHERE n <= number);
    before double precision := bench.most_bytes();
    started timestamptz := clock_timestamp();
    cpu double precision := bench.cpu_seconds();
BEGIN
    INSERT INTO bench.result
    SELECT number, count(*), 1 - min(cost_after) / max(cost_before), bool_and((detail ->> 'complete')::boolean),
           0, 0, 0
    FROM dbarch.suggest_indexes(queries, time_limit => NULL)
    WHERE action IN ('create', 'replace');
    UPDATE bench.result
    SET seconds = extract(epoch FROM clock_timestamp() - started), cpu_seconds = bench.cpu_seconds() - cpu,
        bytes = bench.most_bytes() - before
    WHERE statements = number;
END $$;
