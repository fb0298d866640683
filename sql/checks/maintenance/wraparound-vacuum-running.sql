-- id          = "wraparound-vacuum-running"
-- title       = "Autovacuum against wraparound is running"
-- severity    = "info"
-- object      = "table"
-- reads       = ["vacuum_runs"]
-- message     = "Autovacuum freezes {{ object_name }} against wraparound (process {{ pid }}, since {{ since }}) and does not give way: ALTER TABLE and other DDL on it wait, and whatever comes after them"
-- remediation = "Put DDL on that table off, or give it a short lock_timeout. Do not cancel it: it starts again from the beginning."
-- since       = "0.1.0"
-- tags        = ["availability", "vacuum", "wraparound"]
-- ---
-- ## What it does
-- Looks for autovacuum workers that run to prevent wraparound.
--
-- ## Why it matters
-- Other autovacuum stops when somebody waits for its lock; this one does not. A deployment that alters the table then
-- blocks the application for as long as it takes.
--
-- ## How to fix
-- Let it finish. To have such runs at hours of your choice, vacuum large tables with FREEZE before they are due, see
-- `freeze-due-soon`.
--
-- ## False positives
-- None known: it is no fault but good to know before DDL.
--
-- ## Sources
-- PostgreSQL documentation, "The Autovacuum Daemon"; ProcSleep() in proc.c.

SELECT
    r.schema_name,
    COALESCE(r.qualified, quote_ident(r.database_name)) AS object_name,
    CASE WHEN r.qualified IS NULL THEN 'database' END AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    r.pid,
    to_char(r.started, 'YYYY-MM-DD HH24:MI') AS since,
    r.phase
FROM vacuum_runs AS r
WHERE r.is_wraparound AND r.is_visible
UNION ALL
SELECT
    NULL,
    NULL,
    'server',
    'insufficient_privilege',
    format('What vacuums and why is hidden from %I', current_user),
    'Run the check as a member of pg_read_all_stats.',
    NULL, NULL, NULL
FROM vacuum_runs AS r
WHERE NOT r.is_visible
HAVING count(*) > 0
