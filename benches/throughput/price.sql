-- Prices every query with every candidate alone, in the server, and notes the time in bench.rate. The functions of this
-- file are the only ones that know how dbarch is asked.

CREATE FUNCTION bench.has_price_indexes() RETURNS boolean STABLE LANGUAGE sql
RETURN to_regproc('dbarch.price_indexes') IS NOT NULL;

-- Ways: "replan" and "harvest" are methods of dbarch.price_indexes(); "whatif_cost" stands in for "replan" where that
-- function does not exist, and pays for a whole plan as JSON in each call.
CREATE FUNCTION bench.price(way text, queries text[], candidates text[])
RETURNS TABLE (query_no integer, index_no integer, cost float8, error text) LANGUAGE plpgsql AS $$
BEGIN
    IF way = 'whatif_cost' THEN
        RETURN QUERY SELECT w.query_no, c.no::integer, w.cost, w.error
                     FROM unnest(candidates) WITH ORDINALITY AS c (ddl, no),
                          LATERAL dbarch.whatif_cost(queries, ARRAY[c.ddl]) AS w;
    ELSE
        RETURN QUERY SELECT p.query_no, p.index_no, p.cost, p.error
                     FROM dbarch.price_indexes(queries, candidates, way) AS p;
    END IF;
END
$$;

CREATE FUNCTION bench.seconds_of(way text, queries text[], candidates text[]) RETURNS float8
LANGUAGE plpgsql AS $$
DECLARE
    begun timestamptz := clock_timestamp();
BEGIN
    -- Not through bench.price(): with a million calls a second, handing on the rows would be half of the time.
    IF way = 'whatif_cost' THEN
        PERFORM FROM unnest(candidates) AS ddl, LATERAL dbarch.whatif_cost(queries, ARRAY[ddl]);
    ELSE
        PERFORM FROM dbarch.price_indexes(queries, candidates, way);
    END IF;
    RETURN extract(epoch FROM clock_timestamp() - begun);
END
$$;

-- For a second, and once at least; the fastest tenth counts, as with pgbench; the first call fills the session's caches.
-- Pricing no query leaves the time to define the candidates.
CREATE PROCEDURE bench.time_dbarch(of_workload text, most integer, of_round integer, of_way text)
LANGUAGE plpgsql AS $$
DECLARE
    queries text[] := bench.queries(of_workload);
    candidates text[] := bench.candidates(of_workload, most);
    finish timestamptz;
    whole float8[] := '{}';
    define float8[] := '{}';
BEGIN
    PERFORM bench.seconds_of(of_way, queries, candidates[1:50]);
    finish := clock_timestamp() + interval '1 second';
    WHILE cardinality(whole) = 0 OR clock_timestamp() < finish LOOP
        whole := whole || bench.seconds_of(of_way, queries, candidates);
        define := define || bench.seconds_of(of_way, '{}', candidates);
    END LOOP;
    INSERT INTO bench.rate
    SELECT of_workload, most, of_round, of_way, cardinality(queries) * most,
           percentile_disc(0.1) WITHIN GROUP (ORDER BY w), percentile_disc(0.1) WITHIN GROUP (ORDER BY d)
    FROM unnest(whole, define) AS t (w, d);
END
$$;

-- The costs must not depend on the way: all of them by both methods, and some by HypoPG.
CREATE TABLE bench.cost (workload text, way text, query_no integer, index_no integer, cost float8, error text);

CREATE PROCEDURE bench.note_costs(of_workload text, way text) LANGUAGE sql AS $$
    INSERT INTO bench.cost
    SELECT of_workload, way, p.query_no, p.index_no, p.cost, p.error
    FROM bench.price(way, bench.queries(of_workload), bench.candidates(of_workload, 1000)) AS p
$$;

CREATE PROCEDURE bench.note_costs_of_hypopg(of_workload text) LANGUAGE plpgsql AS $$
DECLARE
    c bench.candidate;
    q bench.query;
    plan json;
BEGIN
    FOR c IN SELECT * FROM bench.candidate WHERE workload = of_workload AND no <= 200 LOOP
        PERFORM hypopg_reset();
        PERFORM hypopg_create_index(c.ddl);
        FOR q IN SELECT * FROM bench.query WHERE workload = of_workload AND no <= 5 LOOP
            EXECUTE 'EXPLAIN (FORMAT JSON) ' || q.query INTO plan;
            INSERT INTO bench.cost
            VALUES (of_workload, 'hypopg', q.no, c.no, (plan #>> '{0,Plan,Total Cost}')::float8, NULL);
        END LOOP;
    END LOOP;
    PERFORM hypopg_reset();
END
$$;
