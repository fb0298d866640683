-- id          = "many-dead-rows"
-- title       = "Table of which a large part is dead rows"
-- severity    = "warning"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["vacuum_thresholds"]
-- message     = "{{ dead_percent }} % of the rows of {{ qualified }}{% if is_toast %} (its TOAST table){% endif %} are dead: {{ dead_rows }} of {{ all_rows }}"
-- remediation = "{% if is_lazy %}Vacuum it. By its settings autovacuum would take it only at {{ vacuum_threshold }} dead rows: lower autovacuum_vacuum_scale_factor for it.{% else %}Vacuum it. If the dead rows stay, an old transaction still sees them: the checks named horizon-held-by say whose.{% endif %}"
-- identity    = ["is_toast"]
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_percent]
-- default = 30
-- about   = "Share of dead rows, in percent of all, from which a table is reported."
-- [params.min_dead_rows]
-- default = 100000
-- about   = "Tables with fewer dead rows are not reported."
-- ---
-- ## What it does
-- Compares the counters of dead and live rows of each table, materialised view and TOAST table, whatever autovacuum
-- thinks of it.
--
-- ## Why it matters
-- Scans read dead rows as they read live ones, and VACUUM that comes late leaves a table that is mostly empty and never
-- shrinks.
--
-- ## How to fix
-- VACUUM blocks neither reads nor writes. Then make autovacuum come earlier, so that it need not be done by hand.
--
-- ## False positives
-- Both counters are estimates; after a large DELETE they are right, but autovacuum may be at work already.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_all_tables". Peers show the share of dead rows without a threshold, or 20 %
-- as autovacuum has it by default.

SELECT
    v.schema_name,
    v.qualified AS object_name,
    CASE WHEN v.is_toast THEN 'table' ELSE v.kind END AS object_kind,
    v.qualified,
    v.is_toast,
    v.dead_rows,
    v.live_rows + v.dead_rows AS all_rows,
    round(100.0 * v.dead_rows / (v.live_rows + v.dead_rows))::bigint AS dead_percent,
    round(v.vacuum_threshold)::bigint AS vacuum_threshold,
    v.dead_rows < v.vacuum_threshold OR NOT v.is_enabled AS is_lazy,
    format('VACUUM %s', v.qualified) AS fix_sql
FROM vacuum_thresholds AS v
CROSS JOIN params AS p
WHERE v.dead_rows >= p.min_dead_rows
  AND 100.0 * v.dead_rows >= p.min_percent * (v.live_rows + v.dead_rows)
