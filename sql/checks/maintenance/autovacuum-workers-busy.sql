-- id          = "autovacuum-workers-busy"
-- title       = "All autovacuum workers are busy"
-- severity    = "info"
-- object      = "server"
-- confidence  = "medium"
-- reads       = ["settings", "vacuum_runs"]
-- message     = "All {{ max_workers }} autovacuum workers are at work{% if since %}, the one that has been for longest since {{ since }}{% endif %}: other tables wait"
-- remediation = "Look again later. If it is always so, let each work faster (autovacuum_vacuum_cost_limit, autovacuum_work_mem) before adding workers, since all of them share the cost limit."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- ---
-- ## What it does
-- Counts the autovacuum workers of the server and compares with autovacuum_max_workers.
--
-- ## Why it matters
-- A few large tables can keep all workers for hours, while small tables that change all the time wait and swell.
--
-- ## How to fix
-- Raise the cost limit and the memory of the workers first. More workers with the same limit are each slower.
--
-- ## False positives
-- It is a moment's view, and a busy moment is normal.
--
-- ## Sources
-- PostgreSQL documentation, "autovacuum_max_workers", and "autovacuum_worker_slots" of PostgreSQL 18, which bounds it.

WITH workers AS (
    SELECT count(*) AS running, min(r.started) AS started FROM vacuum_runs AS r WHERE r.is_autovacuum
)
SELECT
    NULL AS schema_name,
    NULL AS object_name,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    w.running,
    m.max_workers,
    to_char(w.started, 'YYYY-MM-DD HH24:MI') AS since
FROM workers AS w
CROSS JOIN (
    SELECT min(s.value::bigint) AS max_workers
    FROM settings AS s
    WHERE s.name IN ('autovacuum_max_workers', 'autovacuum_worker_slots')
) AS m
WHERE w.running >= m.max_workers
UNION ALL
SELECT
    NULL,
    NULL,
    'insufficient_privilege',
    format('Autovacuum workers are hidden from %I', current_user),
    'Run the check as a member of pg_read_all_stats.',
    NULL, NULL, NULL
WHERE NOT pg_has_role('pg_read_all_stats', 'USAGE')
