-- T133. After advice, and after advice that failed in the middle, plans of the session are as before.
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE orders;
CREATE FUNCTION plan() RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY EXECUTE 'EXPLAIN SELECT * FROM orders WHERE customer_id = 42'; END $$;
CREATE FUNCTION the_same() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    before text := (SELECT string_agg(p, E'\n') FROM plan() AS p);
BEGIN
    PERFORM * FROM dbarch.suggest_indexes(ARRAY['SELECT * FROM orders WHERE customer_id = 42', 'SELECT * FROM orders WHERE customer_id = 1 / 0', 'SELECT']);
    BEGIN
        PERFORM * FROM dbarch.suggest_indexes(ARRAY['SELECT * FROM orders WHERE customer_id = 42'], tables => '{gone}');
    EXCEPTION WHEN undefined_table THEN NULL;
    END;
    RETURN before = (SELECT string_agg(p, E'\n') FROM plan() AS p);
END $$;

SELECT scenario.expect_true('plans are the same', 'SELECT the_same()');
