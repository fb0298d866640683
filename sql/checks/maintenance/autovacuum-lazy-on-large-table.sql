-- id          = "autovacuum-lazy-on-large-table"
-- title       = "Large table that autovacuum takes too late"
-- severity    = "info"
-- object      = "table"
-- reads       = ["vacuum_thresholds"]
-- message     = "Autovacuum takes {{ qualified }}{% if is_toast %} (its TOAST table){% endif %} only when {{ vacuum_threshold }} of its {{ row_estimate }} rows are dead"
-- remediation = "Lower its scale factor, so that VACUUM comes more often and has less to do each time."
-- identity    = ["is_toast"]
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.max_dead_rows]
-- default = 10000000
-- about   = "Tables that may have more dead rows before autovacuum comes are reported."
-- ---
-- ## What it does
-- Computes for each table, materialised view and TOAST table how many rows must die before autovacuum takes it, from the
-- settings and its storage parameters, and proposes a scale factor that lets a tenth of `max_dead_rows` die.
--
-- ## Why it matters
-- A fifth of a table, the default, is little while it is small. Of a thousand million rows it is 200 million, for whose
-- VACUUM the memory does not suffice and which then goes over all indexes again and again.
--
-- ## How to fix
-- SET takes effect at the next look of autovacuum. It waits for a running VACUUM of the table, and blocks no query.
--
-- ## False positives
-- Tables with many large indexes and evenly spread updates, where each VACUUM reads much for few rows.
--
-- ## Sources
-- PostgreSQL documentation, "The Autovacuum Daemon"; autovacuum_vacuum_max_threshold, from PostgreSQL 18 on, caps it at
-- 100 million. Peers call the default "not tuned" on any database, which it is not on small ones.

WITH lazy AS (
    SELECT
        v.schema_name, v.qualified, v.kind, v.is_toast, v.row_estimate, v.vacuum_threshold, v.vacuum_scale_factor,
        format('ALTER %s %s', CASE WHEN v.is_toast THEN 'TABLE' ELSE upper(v.kind) END, v.qualified) AS alter_sql,
        CASE WHEN v.is_toast THEN 'toast.' ELSE '' END || 'autovacuum_vacuum_scale_factor' AS option_name,
        trim_scale(GREATEST(round((p.max_dead_rows / 10.0 / v.row_estimate)::numeric, 4), 0.0001)) AS new_factor,
        v.options ->> 'autovacuum_vacuum_scale_factor' AS old_factor,
        -- A parameter of its own would cut a TOAST table off from those of its table, which it follows until then.
        v.is_toast AND NOT v.has_own_options AND v.options IS NOT NULL AS is_following
    FROM vacuum_thresholds AS v
    CROSS JOIN params AS p
    WHERE v.is_enabled AND v.vacuum_threshold > p.max_dead_rows AND v.row_estimate > 0
)
SELECT
    l.schema_name,
    l.qualified AS object_name,
    CASE WHEN l.is_toast THEN 'table' ELSE l.kind END AS object_kind,
    l.qualified,
    l.is_toast,
    l.row_estimate::bigint AS row_estimate,
    l.vacuum_threshold::bigint AS vacuum_threshold,
    l.vacuum_scale_factor,
    CASE WHEN NOT l.is_following THEN format('%s SET (%s = %s)', l.alter_sql, l.option_name, l.new_factor) END AS fix_sql,
    CASE WHEN l.is_following THEN NULL
         WHEN l.old_factor IS NULL THEN format('%s RESET (%s)', l.alter_sql, l.option_name)
         ELSE format('%s SET (%s = %s)', l.alter_sql, l.option_name, l.old_factor)
    END AS undo_sql
FROM lazy AS l
