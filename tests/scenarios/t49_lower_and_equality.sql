-- T49. lower(email) = ? within a tenant: both in one index.
CREATE TABLE account AS
SELECT g AS id, g % 50 AS tenant_id, 'User' || g % 3000 || '@Example.org' AS email, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 50000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE tenant_id = 7 AND lower(email) = ''user57@example.org''', 100);
SELECT scenario.expert('CREATE INDEX ON account (tenant_id, lower(email))');
SELECT scenario.expect('ON account (tenant_id, lower(email))');
SELECT scenario.expect('ON account (lower(email), tenant_id)');
SELECT scenario.expect('ON account (lower(email))');
