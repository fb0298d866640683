-- id          = "vacuum-overdue"
-- title       = "Table whose dead rows autovacuum does not keep up with"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["vacuum_thresholds"]
-- message     = "{{ qualified }}{% if is_toast %} (its TOAST table){% endif %} has about {{ dead_rows }} dead rows, {{ factor }} times the {{ vacuum_threshold }} at which it is due for VACUUM{% if last_vacuum %}; the last was at {{ last_vacuum }}{% endif %}"
-- remediation = "{% if not is_active %}Autovacuum is off for the whole server: turn it on.{% elif not is_enabled %}Autovacuum is off for it: turn it on.{% else %}Vacuum it, and find out why autovacuum did not: workers busy with other tables, a throttle set too low, locks that cancel it, or an old transaction, for which VACUUM runs and removes nothing (see the checks named horizon-held-by).{% endif %}"
-- identity    = ["is_toast"]
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_factor]
-- default = 2.0
-- about   = "How many times its own threshold the dead rows of a table must reach."
-- [params.min_dead_rows]
-- default = 10000
-- about   = "Tables with fewer dead rows are not reported."
-- ---
-- ## What it does
-- Computes for each table, materialised view and TOAST table the number of dead rows at which autovacuum takes it, from
-- the settings and the table's own storage parameters, and reports those that are far beyond it.
--
-- ## Why it matters
-- A table just above its threshold waits for its turn. One at twice its threshold was not reached in time, or
-- VACUUM could not remove what it found: the table grows, and every scan reads the dead rows.
--
-- ## How to fix
-- VACUUM blocks neither reads nor writes. `VACUUM (VERBOSE)` says how many dead rows it could not remove yet.
--
-- ## False positives
-- A large DELETE or UPDATE that committed a moment ago. The counters are estimates, and start anew after a crash.
--
-- ## Sources
-- PostgreSQL: relation_needs_vacanalyze() in autovacuum.c; documentation, "The Autovacuum Daemon". A vacuum queue is
-- shown by postgres_dba, ruby-pg-extras and pgwatch, of which only the first two read storage parameters, as text.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    'server' AS object_kind,
    CASE WHEN pg_is_in_recovery() THEN 'not_applicable' ELSE 'insufficient_evidence' END AS status,
    CASE WHEN pg_is_in_recovery() THEN 'A standby does not count dead rows'
         ELSE 'Dead rows are not counted: track_counts is off' END AS message,
    CASE WHEN pg_is_in_recovery() THEN 'Run the check on the primary.' ELSE 'Turn track_counts on.' END AS remediation,
    NULL AS qualified, NULL::boolean AS is_toast, NULL::boolean AS is_active, NULL::boolean AS is_enabled,
    NULL::bigint AS dead_rows, NULL::bigint AS live_rows, NULL::bigint AS vacuum_threshold, NULL::numeric AS factor,
    NULL AS last_vacuum, NULL AS fix_sql
WHERE pg_is_in_recovery() OR NOT current_setting('track_counts')::boolean
UNION ALL
SELECT
    v.schema_name,
    v.qualified,
    CASE WHEN v.is_toast THEN 'table' ELSE v.kind END,
    NULL,
    NULL,
    NULL,
    v.qualified,
    v.is_toast,
    v.is_active,
    v.is_enabled,
    v.dead_rows,
    v.live_rows,
    round(v.vacuum_threshold)::bigint,
    trim_scale(round((v.dead_rows / GREATEST(v.vacuum_threshold, 1))::numeric, 1)),
    to_char(v.last_vacuum, 'YYYY-MM-DD HH24:MI'),
    format('VACUUM %s', v.qualified)
FROM vacuum_thresholds AS v
CROSS JOIN params AS p
WHERE v.dead_rows >= p.min_dead_rows
  AND v.dead_rows >= p.min_factor * v.vacuum_threshold
