-- id          = "debugging-setting"
-- title       = "Setting meant for developers of PostgreSQL"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "{{ object_name }} is {{ value }}: {{ effect }}"
-- remediation = "{% if fix_sql %}Set it back to its default and {{ activation }}.{% else %}Set it back to its default where it was set: {{ source }}.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Looks for settings that print parse trees and plans, trace, log resource usage of each statement, discard caches,
-- force parallel plans or delay connections.
--
-- ## Why it matters
-- They make each statement slower or each log line many, and were forgotten after a search for an error.
--
-- ## How to fix
-- Set them back.
--
-- ## False positives
-- A server for tests.
--
-- ## Sources
-- PostgreSQL documentation, "Developer Options" and "Statistics Monitoring".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.source,
    s.activation,
    e.effect,
    CASE WHEN s.is_alterable THEN format('ALTER SYSTEM SET %I = %L', s.name, s.default_value) END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
JOIN (VALUES
    ('debug_print_parse', 'trees of each statement are logged'),
    ('debug_print_rewritten', 'trees of each statement are logged'),
    ('debug_print_plan', 'the plan of each statement is logged'),
    ('log_parser_stats', 'resource usage of each statement is logged'),
    ('log_planner_stats', 'resource usage of each statement is logged'),
    ('log_executor_stats', 'resource usage of each statement is logged'),
    ('log_statement_stats', 'resource usage of each statement is logged'),
    ('trace_notify', 'messages of LISTEN and NOTIFY are traced'), ('trace_sort', 'each sort is logged'),
    ('wal_consistency_checking', 'WAL carries pages twice'),
    ('debug_discard_caches', 'caches of the catalogs are thrown away'),
    ('force_parallel_mode', 'all queries are planned as if they were parallel'),
    ('debug_parallel_query', 'all queries are planned as if they were parallel'),
    ('post_auth_delay', 'each new connection waits'), ('pre_auth_delay', 'each new connection waits'),
    ('log_btree_build_stats', 'resource usage of index builds is logged'),
    ('debug_io_direct', 'reads and writes avoid the cache of the operating system'),
    ('allow_system_table_mods', 'superusers may change the catalogs by mistake')
) AS e (name, effect) ON e.name = s.name
WHERE s.value <> s.default_value
