-- id          = "insert-vacuum-overdue"
-- title       = "Table that only grows and is not vacuumed in time"
-- severity    = "info"
-- object      = "table"
-- reads       = ["vacuum_thresholds"]
-- message     = "{{ qualified }}{% if is_toast %} (its TOAST table){% endif %} got about {{ inserted_rows }} rows since its last VACUUM, {{ factor }} times the {{ insert_threshold }} at which it is due"
-- remediation = "{% if not is_active %}Autovacuum is off for the whole server: turn it on.{% elif not is_enabled %}Autovacuum is off for it: turn it on.{% else %}Vacuum it, and find out why autovacuum did not: workers busy elsewhere, a throttle set too low, or locks that cancel it.{% endif %}"
-- identity    = ["is_toast"]
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_factor]
-- default = 2.0
-- about   = "How many times its own threshold the inserted rows of a table must reach."
-- [params.min_inserted_rows]
-- default = 100000
-- about   = "Tables with fewer new rows are not reported."
-- ---
-- ## What it does
-- Compares the rows inserted since the last VACUUM of each table, materialised view and TOAST table with the number at
-- which autovacuum takes it for that reason, from settings and storage parameters. From PostgreSQL 18 on only the part
-- of the table that is not frozen yet counts, as for the server. A table where that is turned off is not reported.
--
-- ## Why it matters
-- Rows that no VACUUM has seen make index-only scans visit the table, and must all be frozen at once some day: the
-- longer it waits, the larger the VACUUM against wraparound becomes.
--
-- ## How to fix
-- VACUUM blocks neither reads nor writes. After a large load run it by hand, with FREEZE if the rows will stay.
--
-- ## False positives
-- A load that committed a moment ago. The counters start anew after a crash.
--
-- ## Sources
-- PostgreSQL: relation_needs_vacanalyze() in autovacuum.c; documentation, "autovacuum_vacuum_insert_threshold".
-- ruby-pg-extras shows the same queue with the threshold of the server.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    'server' AS object_kind,
    CASE WHEN pg_is_in_recovery() THEN 'not_applicable' ELSE 'insufficient_evidence' END AS status,
    CASE WHEN pg_is_in_recovery() THEN 'A standby does not count new rows'
         ELSE 'New rows are not counted: track_counts is off' END AS message,
    CASE WHEN pg_is_in_recovery() THEN 'Run the check on the primary.' ELSE 'Turn track_counts on.' END AS remediation,
    NULL AS qualified, NULL::boolean AS is_toast, NULL::boolean AS is_active, NULL::boolean AS is_enabled,
    NULL::bigint AS inserted_rows, NULL::bigint AS insert_threshold, NULL::numeric AS factor, NULL AS last_vacuum,
    NULL AS fix_sql
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
    v.inserted_since_vacuum,
    round(v.insert_threshold)::bigint,
    trim_scale(round((v.inserted_since_vacuum / GREATEST(v.insert_threshold, 1))::numeric, 1)),
    to_char(v.last_vacuum, 'YYYY-MM-DD HH24:MI'),
    format('VACUUM %s', v.qualified)
FROM vacuum_thresholds AS v
CROSS JOIN params AS p
WHERE v.inserted_since_vacuum >= p.min_inserted_rows
  AND v.inserted_since_vacuum >= p.min_factor * v.insert_threshold
