-- Beside the TPC-H tables: the queries, and a function that asks the planner itself for their total cost.

CREATE SCHEMA bench;
CREATE TABLE bench.query (no integer PRIMARY KEY, query text NOT NULL);

-- Independent of dbarch on purpose: this is the yardstick that its prediction is held against. A query that does not
-- plan raises an error, which ends the benchmark.
CREATE FUNCTION bench.total_cost() RETURNS double precision
LANGUAGE plpgsql AS $$
DECLARE
    q bench.query;
    plan json;
    total double precision := 0;
BEGIN
    FOR q IN SELECT * FROM bench.query ORDER BY no LOOP
        BEGIN
            EXECUTE 'EXPLAIN (FORMAT JSON) ' || q.query INTO plan;
        EXCEPTION WHEN OTHERS THEN
            RAISE EXCEPTION 'TPC-H query % does not plan: %', q.no, SQLERRM;
        END;
        total := total + (plan -> 0 -> 'Plan' ->> 'Total Cost')::double precision;
    END LOOP;
    RETURN total;
END
$$;
