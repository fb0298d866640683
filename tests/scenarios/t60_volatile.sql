-- T60. Functions that are not immutable cannot be indexed: none, and no invalid DDL.
CREATE TABLE account AS
SELECT g AS id, 'user' || g AS name, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 40000) AS g;
CREATE FUNCTION masked(name text) RETURNS text LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN name || current_user; END $$;
VACUUM ANALYZE account;

SELECT scenario.query('SELECT * FROM account WHERE masked(name) = ''user7postgres''', 100);
SELECT scenario.query('SELECT * FROM account WHERE to_char(now() + id * interval ''1 day'', ''YYYY'') = ''2027''', 100);
SELECT scenario.query('SELECT * FROM account WHERE id = (random() * 40000)::int', 100);
SELECT scenario.expect_nothing();
