-- id          = "foreign-table-never-analyzed"
-- title       = "Foreign table without statistics"
-- severity    = "info"
-- object      = "foreign table"
-- confidence  = "medium"
-- reads       = ["foreign_tables"]
-- message     = "{{ qualified }} (server {{ server_name }}) was never analysed: the planner knows neither its rows nor their values, and autovacuum does not do that for foreign tables"
-- remediation = "Analyse it from time to time, which reads a sample of it over the network{% if wrapper_name == 'postgres_fdw' %}, or set use_remote_estimate, which asks the other server for each plan{% endif %}."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.wrappers]
-- default = ["postgres_fdw", "file_fdw"]
-- about   = "Foreign-data wrappers that can be analysed; tables of others are not reported."
-- ---
-- ## What it does
-- Looks for foreign tables that ANALYZE never counted, of wrappers that support it. Those that ask the other server for
-- estimates (use_remote_estimate), or that read what a program says, are left out.
--
-- ## Why it matters
-- The planner expects some thousand rows whatever is there, and joins accordingly.
--
-- ## How to fix
-- ANALYZE of a foreign table reads rows from the other server, as many as a sample takes or all of them.
--
-- ## False positives
-- Tables that are only ever copied from as a whole.
--
-- ## Sources
-- PostgreSQL documentation, "ANALYZE" and "postgres_fdw".

SELECT
    f.schema_name,
    f.qualified AS object_name,
    f.qualified,
    f.server_name,
    f.wrapper_name,
    format('ANALYZE %s', f.qualified) AS fix_sql
FROM foreign_tables AS f
CROSS JOIN params AS p
WHERE f.row_estimate IS NULL
  AND NOT f.asks_remote AND NOT f.is_program
  AND f.wrapper_name = ANY (p.wrappers)
