-- One session: what-ifs among prepared statements, cached plans, errors and cancels. Prints a line a finding.
\set VERBOSITY sqlstate
\set ON_ERROR_STOP off
PREPARE before AS SELECT count(*) FROM orders WHERE user_id = $1;
EXECUTE before(7);
SELECT pg_stat_statements_reset() IS NULL;

\set indexes 'ARRAY[''CREATE INDEX imaginary ON orders (user_id)'', ''CREATE INDEX ON orders (id, user_id)'']'
\set queries 'ARRAY[''SELECT * FROM orders AS looked_at WHERE user_id = 5'', ''SELECT cached(9), count(*) FROM orders AS looked_at WHERE user_id = 5'', ''UPDATE orders AS looked_at SET note = NULL WHERE user_id = 5'', ''SELECT looked_at.status, catching() FROM orders AS looked_at WHERE user_id = asking()'', ''SELECT FROM orders AS looked_at WHERE user_id = raising()'', ''SELECT looked_at nonsense'']'

SELECT 'costs', query_no, cost IS NOT NULL, indexes_used, left(error, 5) FROM dbarch.whatif_cost(:queries, :indexes);
SELECT 'hidden', plan::text !~ 'orders_pkey'
FROM dbarch.whatif_cost(ARRAY['SELECT FROM orders AS looked_at WHERE id = 1'], hidden => '{orders_pkey}');
SELECT 'explained', count(*) FILTER (WHERE line ~ 'imaginary') FROM dbarch.explain_with((:queries)[1], :indexes) AS line;
SELECT 'advice', count(*) FROM dbarch.suggest_indexes(queries => :queries);
SELECT 'clean after calls', is_clean();
-- Errors in the planning of ordinary statements are those of a server without dbarch.
SELECT 'own error', error_of('SELECT custom()');

-- The function was planned first while the planner looked at an imaginary index.
SELECT 'function', cached(9);
EXECUTE before(7);
PREPARE after AS SELECT count(*) FROM orders AS looked_at_now WHERE user_id = $1;
SELECT 'amid prepared', error FROM dbarch.whatif_cost(:queries, :indexes) WHERE query_no = 1;
EXECUTE after(7);
SELECT 'prepared', explained('EXECUTE before(7)') !~ 'imaginary|hypothetical';
SELECT 'prepared', explained('EXECUTE after(7)') !~ 'imaginary|hypothetical';

SET statement_timeout = '300ms';
SELECT count(*) FROM dbarch.whatif_cost(ARRAY['SELECT slow() FROM orders AS looked_at WHERE user_id = 5'], :indexes);
RESET statement_timeout;
SELECT 'clean after cancel', is_clean();

-- Caught inside one transaction, so that nothing but our own rollback tidies up.
SET statement_timeout = '300ms';
DO $$
BEGIN
    PERFORM dbarch.explain_with('SELECT slow() FROM orders AS looked_at WHERE user_id = 5',
        ARRAY['CREATE INDEX imaginary ON orders (user_id)']);
EXCEPTION WHEN query_canceled THEN
    INSERT INTO outcomes VALUES ('clean in the handler', is_clean());
END $$;
RESET statement_timeout;
DELETE FROM outcomes RETURNING *;
SELECT 'clean after caught cancel', is_clean();

SET dbarch.lock_timeout = '100ms';
SELECT 'locked', left(error, 5) FROM dbarch.whatif_cost(ARRAY['SELECT FROM locked AS looked_at WHERE a = 1'], :indexes);
SELECT 'clean after lock', is_clean();
SELECT count(*) FROM dbarch.explain_with('SELECT FROM orders AS looked_at WHERE user_id = raising()', :indexes);
SELECT 'clean after error', is_clean();

BEGIN;
SAVEPOINT a;
SELECT count(*) FROM dbarch.explain_with('SELECT FROM orders AS looked_at WHERE user_id = raising()', :indexes);
ROLLBACK TO a;
SELECT 'clean in transaction', is_clean();
COMMIT;
DECLARE held CURSOR WITH HOLD FOR
    SELECT 'cursor', cost > 0 FROM dbarch.whatif_cost(:queries, :indexes) WHERE query_no = 1;
FETCH held;

-- Statements that were only looked at have no place here; what functions run in planning has.
SELECT 'recorded', query FROM pg_stat_statements
WHERE query ~ 'looked_at ' AND query !~ 'dbarch\.' ORDER BY 2;
SELECT 'locks', count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND relation = 'orders'::regclass;
