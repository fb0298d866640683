-- id          = "table-corruption"
-- title       = "Table with damaged rows"
-- severity    = "error"
-- object      = "table"
-- reads       = ["integrity_functions", "tables"]
-- requires    = ["amcheck"]
-- message     = "verify_heapam found {{ damages }} damages in {{ qualified }}"
-- remediation = "Copy the data directory before anything else, look at disks and memory, and restore the table from a backup. SELECT * FROM {{ function_name }}('{{ object_name }}') lists all of them."
-- enabled     = false
-- since       = "0.1.0"
-- tags        = ["availability", "corruption"]
-- [params.max_bytes]
-- default = 1073741824
-- about   = "How much to read, in bytes, of all tables together; 0 reads none."
-- [params.max_tables]
-- default = 1000
-- about   = "How many tables to read at most."
-- ---
-- ## What it does
-- Reads tables with verify_heapam of the extension amcheck, as many as `max_bytes` and `max_tables` allow, and other ones
-- each day. It needs EXECUTE on that function, which is for superusers unless granted. Long values are followed into the
-- TOAST table only as far as their rows are read. What was not read is one row, `insufficient_evidence`.
--
-- **This check reads tables**, up to 1 GB by default, and therefore runs only when asked for. It takes the lock of a
-- SELECT.
--
-- ## Why it matters
-- Damaged rows make queries fail, or answer wrongly, years later. Checksums do not see what a fault of memory or software
-- wrote.
--
-- ## How to fix
-- Nothing repairs a table but a backup; pg_surgery removes single rows as a last resort. Run pg_amcheck over the whole
-- database, for indexes, too, with --heapallindexed.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "amcheck" and "pg_amcheck". postgres_dba has it as a menu item that reads everything.

WITH verifier AS MATERIALIZED (
    SELECT f.qualified, f.is_executable FROM integrity_functions AS f WHERE f.function_name = 'verify_heapam'
), candidates AS (
    -- By a number that changes each day, so that in time all tables have their turn.
    SELECT t.*, row_number() OVER w AS place, sum(t.bytes) OVER w AS sum_bytes
    FROM tables AS t
    WHERE t.kind = 'table' AND NOT t.is_unlogged AND t.bytes > 0
    WINDOW w AS (ORDER BY md5(t.qualified || current_date))
), chosen AS MATERIALIZED (
    SELECT c.*, COALESCE(c.sum_bytes <= p.max_bytes AND c.place <= p.max_tables AND v.is_executable, false) AS is_read
    FROM candidates AS c
    CROSS JOIN params AS p
    LEFT JOIN verifier AS v ON true
), results AS MATERIALIZED (
    -- The name of the function is known only now, since the extension may be in any schema; and ts_stat() is what the
    -- server has to run a text.
    SELECT
        c.schema_name, c.qualified, v.qualified AS function_name,
        max(substr(s.word, 2)) FILTER (WHERE s.word LIKE 'n%')::bigint AS damages,
        max(substr(s.word, 2)) FILTER (WHERE s.word LIKE 'e%') AS example
    FROM chosen AS c
    CROSS JOIN verifier AS v
    CROSS JOIN LATERAL ts_stat(format(
        'SELECT array_to_tsvector(ARRAY[''n'' || count(*), concat(''e'', left(min(h.msg), 200))]) FROM %s(%s::regclass) AS h',
        v.qualified, c.table_oid)) AS s
    WHERE c.is_read
    GROUP BY c.schema_name, c.qualified, v.qualified
)
SELECT
    r.schema_name,
    r.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    r.qualified,
    r.function_name,
    r.damages,
    r.example
FROM results AS r
WHERE r.damages > 0
UNION ALL
SELECT
    NULL,
    quote_ident(current_database()),
    'database',
    CASE WHEN v.is_executable THEN 'insufficient_evidence' ELSE 'insufficient_privilege' END,
    CASE WHEN v.is_executable
         THEN format('Tables not read for damage: %s of %s, %s', count(*) FILTER (WHERE NOT c.is_read), count(*),
                     pg_size_pretty(sum(c.bytes) FILTER (WHERE NOT c.is_read)))
         ELSE format('%I may not execute verify_heapam', current_user) END,
    CASE WHEN v.is_executable
         THEN 'Raise max_bytes and max_tables of the check at a quiet hour, or run pg_amcheck on a copy of the server.'
         ELSE 'Run the check as a superuser, or grant EXECUTE on the function.' END,
    NULL, NULL, NULL, NULL
FROM chosen AS c
CROSS JOIN verifier AS v
GROUP BY v.is_executable
HAVING count(*) FILTER (WHERE NOT c.is_read) > 0
