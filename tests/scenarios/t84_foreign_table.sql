-- T84. A foreign table can have no index here: none, and no invalid DDL.
-- needs: postgres_fdw
CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'localhost', dbname 'nowhere');
CREATE USER MAPPING FOR postgres SERVER elsewhere;
CREATE FOREIGN TABLE orders (id int, customer_id int, note text) SERVER elsewhere;
UPDATE pg_class SET reltuples = 100000, relpages = 2000 WHERE relname = 'orders';

SELECT scenario.query('SELECT * FROM orders WHERE customer_id = 42', 100);
SELECT scenario.expect_nothing();
