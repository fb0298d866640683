-- T46. LIKE 'x%' under C: the default class serves it, and anything else with it.
CREATE TABLE account AS
SELECT g AS id, md5(g::text) AS email, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE email LIKE ''abc%''', 100);
SELECT scenario.query('SELECT * FROM account WHERE email = ''abc''', 100);
SELECT scenario.expect('ON account (email)');
