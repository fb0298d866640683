-- id          = "vacuum-running-long"
-- title       = "VACUUM that has been running for long"
-- severity    = "info"
-- object      = "table"
-- reads       = ["vacuum_runs"]
-- message     = "{% if is_autovacuum %}Autovacuum{% else %}VACUUM{% endif %} (process {{ pid }}) has worked on {{ object_name }} since {{ since }}{% if phase %}: {{ phase }}{% if percent %}, {{ percent }} % of the table read{% endif %}{% endif %}"
-- remediation = "{% if passes > 1 %}It is at pass {{ passes }} over the indexes: raise maintenance_work_mem or autovacuum_work_mem.{% else %}If the server has time for more, raise autovacuum_vacuum_cost_limit: from PostgreSQL 16 on a run takes it over at once. Ending it loses most of what it did.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_minutes]
-- default = 240
-- about   = "Shorter runs are not reported."
-- ---
-- ## What it does
-- Looks for sessions and autovacuum workers that have been vacuuming or analysing one table for long.
--
-- ## Why it matters
-- What died since it began stays until the next run, and a worker that is busy is missing elsewhere.
--
-- ## How to fix
-- Give it more memory, so that it reads the indexes once, and a higher cost limit.
--
-- ## False positives
-- Very large tables take that long whatever is set.
--
-- ## Sources
-- PostgreSQL documentation, "VACUUM Progress Reporting". check_pgactivity shows the age of the oldest worker.

SELECT
    r.schema_name,
    COALESCE(r.qualified, quote_ident(r.database_name)) AS object_name,
    CASE WHEN r.qualified IS NULL THEN 'database' END AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    r.pid,
    r.is_autovacuum,
    to_char(r.started, 'YYYY-MM-DD HH24:MI') AS since,
    r.phase,
    round(100.0 * r.scanned_pages / NULLIF(r.pages, 0))::bigint AS percent,
    COALESCE(r.index_passes, 0) + 1 AS passes
FROM vacuum_runs AS r
CROSS JOIN params AS p
WHERE r.started <= now() - make_interval(mins => p.min_minutes::int)
UNION ALL
SELECT
    NULL,
    NULL,
    'server',
    'insufficient_privilege',
    format('What vacuums since when is hidden from %I', current_user),
    'Run the check as a member of pg_read_all_stats.',
    NULL, NULL, NULL, NULL, NULL, NULL
FROM vacuum_runs AS r
WHERE NOT r.is_visible
HAVING count(*) > 0
