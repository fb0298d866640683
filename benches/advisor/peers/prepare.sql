-- Beside the tables: the queries, what they cost by EXPLAIN (HypoPG's indexes included, if there are any), and a place for
-- the figures.

CREATE SCHEMA bench;
CREATE TABLE bench.query (no integer PRIMARY KEY, query text NOT NULL);
CREATE TABLE bench.result (
    run integer GENERATED ALWAYS AS IDENTITY,
    hypopg_sizes boolean NOT NULL,
    budget_mb integer,
    cpu_seconds double precision,
    plannings integer,
    indexes integer,
    size_bytes double precision,
    -- As dbarch says, as HypoPG says, and as EXPLAIN says once the indexes are built.
    baseline double precision,
    predicted double precision,
    by_hypopg double precision,
    built double precision,
    built_bytes double precision,
    ddl text[]
);

-- Milliseconds of each query with the indexes of a run; run 0 is without.
CREATE TABLE bench.execution (run integer, no integer, ms double precision NOT NULL, PRIMARY KEY (run, no));

-- The better of two executions each.
CREATE PROCEDURE bench.execute(run integer)
LANGUAGE plpgsql AS $$
DECLARE
    q bench.query;
    start timestamptz;
    ms double precision;
BEGIN
    FOR turn IN 1..2 LOOP
        FOR q IN SELECT * FROM bench.query ORDER BY no LOOP
            start := clock_timestamp();
            EXECUTE q.query;
            ms := extract(epoch FROM clock_timestamp() - start) * 1000;
            INSERT INTO bench.execution VALUES (run, q.no, ms)
            ON CONFLICT ON CONSTRAINT execution_pkey DO UPDATE SET ms = least(execution.ms, excluded.ms);
        END LOOP;
    END LOOP;
END
$$;

CREATE FUNCTION bench.total_cost() RETURNS double precision
LANGUAGE plpgsql AS $$
DECLARE
    q bench.query;
    plan json;
    total double precision := 0;
BEGIN
    FOR q IN SELECT * FROM bench.query ORDER BY no LOOP
        EXECUTE 'EXPLAIN (FORMAT JSON) ' || q.query INTO plan;
        total := total + (plan -> 0 -> 'Plan' ->> 'Total Cost')::double precision;
    END LOOP;
    RETURN total;
END
$$;

-- CPU time of this backend: other processes of the machine do not count.
CREATE FUNCTION bench.cpu_seconds() RETURNS double precision
LANGUAGE sql VOLATILE AS $$ SELECT split_part(pg_read_file('/proc/self/schedstat'), ' ', 1)::double precision / 1e9 $$;

-- Advice within that many megabytes (10^6 bytes), whose sizes are as dbarch.hypopg_sizes says.
CREATE FUNCTION bench.advise(budget_mb integer, max_columns integer, methods text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    before double precision := bench.cpu_seconds();
    used double precision;
    advice record;
    one text;
    judged double precision;
BEGIN
    SELECT array_agg(s.ddl ORDER BY s.rank) AS ddl, sum(s.size_bytes) AS bytes, min(s.cost_after) AS cost,
           count(*) AS indexes, max((s.detail -> 'search' ->> 'plannings')::integer) AS plannings
    INTO advice
    FROM dbarch.suggest_indexes(
        queries => (SELECT array_agg(query ORDER BY no) FROM bench.query),
        storage_budget => (budget_mb * 1000000::bigint)::text,
        max_columns => $2,
        methods => $3,
        time_limit => '10 min') AS s
    WHERE s.action = 'create';
    used := bench.cpu_seconds() - before;
    PERFORM hypopg_reset();
    FOREACH one IN ARRAY coalesce(advice.ddl, '{}') LOOP
        PERFORM hypopg_create_index(replace(one, ' CONCURRENTLY', ''));
    END LOOP;
    judged := bench.total_cost();
    PERFORM hypopg_reset();
    INSERT INTO bench.result (hypopg_sizes, budget_mb, cpu_seconds, plannings, indexes, size_bytes, baseline, predicted,
                              by_hypopg, ddl)
    VALUES (current_setting('dbarch.hypopg_sizes')::boolean, budget_mb, used, advice.plannings, advice.indexes,
            advice.bytes, bench.total_cost(), advice.cost, judged, advice.ddl);
END
$$;

-- Builds what the last advice said, notes what it costs and takes, runs the queries if that is wanted, and drops it again.
CREATE PROCEDURE bench.build(executes boolean)
LANGUAGE plpgsql AS $$
DECLARE
    last bench.result;
    one text;
    bytes double precision;
BEGIN
    SELECT * INTO last FROM bench.result ORDER BY run DESC LIMIT 1;
    FOREACH one IN ARRAY last.ddl LOOP
        EXECUTE replace(one, ' CONCURRENTLY', '');
    END LOOP;
    SELECT sum(pg_relation_size(c.oid)) INTO bytes
    FROM pg_class AS c WHERE c.relkind = 'i' AND c.relname LIKE 'idx\_%';
    UPDATE bench.result SET built = bench.total_cost(), built_bytes = bytes WHERE run = last.run;
    IF executes THEN
        CALL bench.execute(last.run);
    END IF;
    FOR one IN SELECT format('DROP INDEX %s', c.oid::regclass)
               FROM pg_class AS c WHERE c.relkind = 'i' AND c.relname LIKE 'idx\_%' LOOP
        EXECUTE one;
    END LOOP;
END
$$;
