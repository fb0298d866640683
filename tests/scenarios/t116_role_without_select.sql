-- T116. A caller who may not read the table gets no advice on it, and no figures.
CREATE ROLE scenario_t116_stranger;
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 2000 AS customer_id, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE orders;

SELECT scenario.act_as('scenario_t116_stranger');
SELECT scenario.query('SELECT * FROM orders WHERE customer_id = $1', 100);
SELECT scenario.expect_nothing();
SELECT scenario.expect_true('the reason is told', $$SELECT EXISTS (SELECT FROM scenario.notices WHERE text ~ '42501|permission')$$);
