-- bench.cost: of each recorded statement, the mean cost with the true constants, with derived ones, and generically.
CREATE SCHEMA IF NOT EXISTS bench;
CREATE TABLE bench.log (
    log_time text, user_name text, database_name text, process_id text, connection_from text, session_id text,
    session_line_num text, command_tag text, session_start_time text, virtual_transaction_id text, transaction_id text,
    error_severity text, sql_state_code text, message text, detail text, hint text, internal_query text,
    internal_query_pos text, context text, query text, query_pos text, location text, application_name text,
    backend_type text, leader_pid text, query_id bigint);
SELECT format('COPY bench.log FROM %L (FORMAT csv)', :'log') AS copy_log \gset
:copy_log;

CREATE FUNCTION bench.true_cost(statement text) RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) ' || statement INTO plan;
    RETURN plan -> 0 -> 'Plan' ->> 'Total Cost';
END
$$;

-- An index hardly changes what a scan of the whole table costs, but constants decide whether it is used: both worlds.
CREATE TABLE bench.cost (world text, query_id bigint, query text, typical boolean, derived double precision,
                         generic double precision, actual double precision);
CREATE FUNCTION bench.compare(world text) RETURNS void LANGUAGE sql AS $$
    WITH recorded AS MATERIALIZED (SELECT * FROM tests.recorded_costs() WHERE query ~ '\$\d')
    INSERT INTO bench.cost
    SELECT world, r.query_id, r.query, r.typical, r.derived, r.generic, avg(bench.true_cost(t.statement))
    FROM recorded AS r
    JOIN (SELECT query_id, substring(message FROM '^duration: [0-9.]+ ms  statement: (.*)') AS statement
          FROM bench.log
          WHERE application_name = 'pgbench') AS t ON t.query_id = r.query_id AND t.statement IS NOT NULL
    GROUP BY r.query_id, r.query, r.typical, r.derived, r.generic
$$;
