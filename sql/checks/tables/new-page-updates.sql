-- id          = "new-page-updates"
-- title       = "Updates that find no room on their page"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["storage_options", "table_activity"]
-- message     = "{{ moved_percent }} % of {{ updated }} updates of {{ qualified }} moved the row to another page, since its own was full (fillfactor {{ fillfactor }})"
-- remediation = "Lower the fillfactor, so that pages written from now on keep room for updates; those that exist change with the next VACUUM FULL or pg_repack."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.min_percent]
-- default = 20
-- about   = "Share of such updates, in percent, from which a table is reported."
-- [params.min_updates]
-- default = 10000
-- about   = "Tables with fewer updates are not reported."
-- ---
-- ## What it does
-- From PostgreSQL 16 on, computes the share of updates that moved their row to another page. Before, it is not counted,
-- and the check says `not_applicable` if there are tables with many updates.
--
-- ## Why it matters
-- Such an update cannot be HOT: it writes to every index, and dirties two pages.
--
-- ## How to fix
-- Every tenth of a page is room for updates of a row or two, and makes sequential scans a tenth longer. The statement
-- waits for a running VACUUM of the table, and blocks no query.
--
-- ## False positives
-- Tables whose rows grow with each update, or that are updated as a whole at once.
--
-- ## Sources
-- PostgreSQL documentation, "Heap-Only Tuples (HOT)" and n_tup_newpage_upd in "pg_stat_all_tables". ruby-pg-extras
-- reports 20 % of 10,000 updates.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    'server' AS object_kind,
    'not_applicable' AS status,
    'Updates that move a row to another page are counted from PostgreSQL 16 on' AS message,
    'The check low-hot-updates says what can be known without.' AS remediation,
    NULL AS qualified, NULL::bigint AS updated, NULL::bigint AS moved_percent, NULL::bigint AS fillfactor,
    NULL AS fix_sql, NULL AS undo_sql
FROM table_activity AS t
CROSS JOIN params AS p
WHERE t.new_page_updated IS NULL AND t.updated >= p.min_updates
HAVING count(*) > 0
UNION ALL
SELECT
    t.schema_name,
    t.qualified,
    NULL,
    NULL,
    NULL,
    NULL,
    t.qualified,
    t.updated,
    round(100.0 * t.new_page_updated / t.updated)::bigint,
    COALESCE(o.option_value::bigint, 100),
    format('ALTER TABLE %s SET (fillfactor = %s)', t.qualified, COALESCE(o.option_value::bigint, 100) - 10),
    COALESCE(o.set_sql, format('ALTER TABLE %s RESET (fillfactor)', t.qualified))
FROM table_activity AS t
LEFT JOIN storage_options AS o ON o.table_oid = t.table_oid AND o.option_name = 'fillfactor'
CROSS JOIN params AS p
WHERE t.updated >= GREATEST(p.min_updates, 1)
  AND 100.0 * t.new_page_updated >= p.min_percent * t.updated
  AND COALESCE(o.option_value::bigint, 100) >= 60
