-- T82. What cannot be planned is left out with a reason, and the rest is judged.
CREATE TABLE orders AS SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.query(q, 1, NULL) FROM unnest(ARRAY['VACUUM orders $1', 'COPY orders TO STDOUT -- $1', 'CREATE TABLE new (a int) -- $1', 'CALL nothing($1)', 'BEGIN -- $1']) AS q;
SELECT scenario.expect('ON orders (customer_id)');
SELECT scenario.expect_true('five are left out, each with a reason',
    $$SELECT (detail ->> 'skipped_count')::int = 5 AND jsonb_array_length(detail -> 'skipped') = 5 FROM scenario.advice WHERE rank = 1$$);
