-- id          = "analyze-overdue"
-- title       = "Statistics that no longer describe the table"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["vacuum_thresholds"]
-- message     = "{{ changed_rows }} rows of {{ qualified }} changed since it was analysed{% if last_analyze %} at {{ last_analyze }}{% endif %}, {{ factor }} times the {{ analyze_threshold }} at which it is due{% if changed_percent %}; it has about {{ row_estimate }}{% endif %}"
-- remediation = "{% if not is_active %}Autovacuum, which analyses too, is off for the whole server: turn it on.{% elif not is_enabled %}Autovacuum, which analyses too, is off for it: turn it on, or analyse it after each change.{% else %}Analyse it, and find out why autovacuum did not: workers busy elsewhere, or locks that cancel it.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_factor]
-- default = 2.0
-- about   = "How many times its own threshold the changed rows of a table must reach."
-- [params.min_changed_rows]
-- default = 5000
-- about   = "Tables with fewer changed rows are not reported."
-- ---
-- ## What it does
-- Compares the rows inserted, updated and deleted since the last ANALYZE of each table and materialised view with the
-- number at which autovacuum analyses it, from settings and storage parameters. Tables never analysed are reported by
-- `never-analyzed`.
--
-- ## Why it matters
-- The planner takes row counts and the spread of values from these statistics. With old ones it expects no row where
-- there are millions, and chooses nested loops that never end.
--
-- ## How to fix
-- ANALYZE reads a sample and blocks neither reads nor writes.
--
-- ## False positives
-- A load that committed a moment ago; a queue whose rows change all the time and always look alike.
--
-- ## Sources
-- PostgreSQL: relation_needs_vacanalyze() in autovacuum.c. pgFirstAid and postgres_dba compare with the threshold of the
-- server, and find tables with storage parameters of their own by a pattern.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    'server' AS object_kind,
    CASE WHEN pg_is_in_recovery() THEN 'not_applicable' ELSE 'insufficient_evidence' END AS status,
    CASE WHEN pg_is_in_recovery() THEN 'A standby does not count changed rows'
         ELSE 'Changed rows are not counted: track_counts is off' END AS message,
    CASE WHEN pg_is_in_recovery() THEN 'Run the check on the primary.' ELSE 'Turn track_counts on.' END AS remediation,
    NULL AS qualified, NULL::boolean AS is_active, NULL::boolean AS is_enabled, NULL::bigint AS changed_rows,
    NULL::bigint AS row_estimate, NULL::bigint AS changed_percent, NULL::bigint AS analyze_threshold,
    NULL::numeric AS factor, NULL AS last_analyze, NULL AS fix_sql
WHERE pg_is_in_recovery() OR NOT current_setting('track_counts')::boolean
UNION ALL
SELECT
    v.schema_name,
    v.qualified,
    v.kind,
    NULL,
    NULL,
    NULL,
    v.qualified,
    v.is_active,
    v.is_enabled,
    v.changed_since_analyze,
    v.row_estimate::bigint,
    round(100 * v.changed_since_analyze / NULLIF(v.row_estimate, 0))::bigint,
    round(v.analyze_threshold)::bigint,
    trim_scale(round((v.changed_since_analyze / GREATEST(v.analyze_threshold, 1))::numeric, 1)),
    to_char(v.last_analyze, 'YYYY-MM-DD HH24:MI'),
    format('ANALYZE %s', v.qualified)
FROM vacuum_thresholds AS v
CROSS JOIN params AS p
WHERE v.row_estimate IS NOT NULL
  AND v.changed_since_analyze >= p.min_changed_rows
  AND v.changed_since_analyze >= p.min_factor * v.analyze_threshold
