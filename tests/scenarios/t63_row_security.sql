-- T63. A row security policy adds its column, which the statement does not name: it leads the index.
CREATE ROLE scenario_t63_tenant;
CREATE TABLE orders AS
SELECT g AS id, g * 7 % 100 AS tenant_id, g * 7919 % 500 AS kind, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
GRANT SELECT ON orders TO scenario_t63_tenant;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON orders USING (tenant_id = current_setting('app.tenant', true)::int);
ALTER DATABASE scenario_t63_row_security SET app.tenant = '42';
VACUUM ANALYZE orders;

SELECT scenario.act_as('scenario_t63_tenant');
SELECT scenario.query('SELECT * FROM orders ORDER BY id LIMIT 20', 100);
SELECT scenario.expect('ON orders (tenant_id, id)');
