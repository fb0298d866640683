-- T43. <> that excludes nearly everything: a partial index over the rest.
CREATE TABLE orders AS
SELECT g AS id, CASE WHEN g % 500 = 0 THEN 'open' WHEN g % 501 = 0 THEN 'held' ELSE 'done' END AS status, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.query('SELECT * FROM orders WHERE status <> ''done''', 100);
SELECT scenario.expert('CREATE INDEX ON orders (id) WHERE status <> ''done''');
SELECT scenario.expect('ON orders (id) WHERE status <> ''done''');
SELECT scenario.expect('ON orders (status) WHERE status <> ''done''');
