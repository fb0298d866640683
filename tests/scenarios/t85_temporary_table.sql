-- T85. A temporary table goes with its session, so no index is suggested for it.
CREATE FUNCTION advised() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE work AS SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note FROM generate_series(1, 30000) AS g;
    ANALYZE work;
    RETURN (SELECT count(*) FROM dbarch.suggest_indexes(ARRAY['SELECT * FROM work WHERE customer_id = 42']));
END $$;

SELECT scenario.expect_true('no suggestion', 'SELECT advised() = 0');
