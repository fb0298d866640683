-- id          = "many-allowed-connections"
-- title       = "Server that allows very many connections"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings"]
-- message     = "max_connections is {{ value }}: so many sessions at work at once slow each other down"
-- remediation = "Use a connection pool, such as PgBouncer, and lower max_connections to what the server can serve at once."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.max_connections]
-- default = 500
-- about   = "Connections that are not too many yet."
-- ---
-- ## What it does
-- Compares max_connections with `max_connections`.
--
-- ## Why it matters
-- Each session is a process, has caches of its own and takes part in each snapshot. A server has a few sessions at
-- work for each core; beyond that more sessions make all of them slower, and work_mem is counted for each.
--
-- ## How to fix
-- Put a pool in front, in transaction mode if the application allows it. Lowering max_connections needs a restart,
-- and on standbys first a restart of the primary.
--
-- ## False positives
-- Large machines, and servers whose many sessions are asleep nearly always.
--
-- ## Sources
-- PostgreSQL documentation, "Connections and Authentication". pg_gather reports more than 500.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    NULL AS fix_sql,
    NULL AS undo_sql
FROM settings AS s CROSS JOIN params AS p
WHERE s.name = 'max_connections' AND s.value::int > p.max_connections
