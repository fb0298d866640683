-- id          = "analyze-lazy-on-large-table"
-- title       = "Large table that autovacuum analyses too late"
-- severity    = "info"
-- object      = "table"
-- reads       = ["vacuum_thresholds"]
-- message     = "{{ qualified }} is analysed only when {{ analyze_threshold }} of its {{ row_estimate }} rows have changed"
-- remediation = "Lower its scale factor: ANALYZE reads a sample of the same size however large the table is."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.max_changed_rows]
-- default = 20000000
-- about   = "Tables of which more rows may change before they are analysed are reported."
-- ---
-- ## What it does
-- Computes for each table and materialised view how many rows must change before autovacuum analyses it, from the settings
-- and its storage parameters, and proposes a scale factor that lets a tenth of `max_changed_rows` change.
--
-- ## Why it matters
-- What is new in a large table is what queries ask for: today's orders are not in the statistics of last month, and the
-- planner expects none of them.
--
-- ## How to fix
-- SET takes effect at the next look of autovacuum. It waits for a running VACUUM of the table, and blocks no query.
--
-- ## False positives
-- Tables whose new rows look like the old ones in every column.
--
-- ## Sources
-- PostgreSQL documentation, "The Autovacuum Daemon" and "autovacuum_analyze_scale_factor".

WITH lazy AS (
    SELECT
        v.schema_name, v.qualified, v.kind, v.row_estimate, v.analyze_threshold, v.analyze_scale_factor,
        format('ALTER %s %s', upper(v.kind), v.qualified) AS alter_sql,
        trim_scale(GREATEST(round((p.max_changed_rows / 10.0 / v.row_estimate)::numeric, 4), 0.0001)) AS new_factor,
        v.options ->> 'autovacuum_analyze_scale_factor' AS old_factor
    FROM vacuum_thresholds AS v
    CROSS JOIN params AS p
    WHERE v.is_enabled AND v.analyze_threshold > p.max_changed_rows AND v.row_estimate > 0
)
SELECT
    l.schema_name,
    l.qualified AS object_name,
    l.kind AS object_kind,
    l.qualified,
    l.row_estimate::bigint AS row_estimate,
    l.analyze_threshold::bigint AS analyze_threshold,
    l.analyze_scale_factor,
    format('%s SET (autovacuum_analyze_scale_factor = %s)', l.alter_sql, l.new_factor) AS fix_sql,
    CASE WHEN l.old_factor IS NULL THEN format('%s RESET (autovacuum_analyze_scale_factor)', l.alter_sql)
         ELSE format('%s SET (autovacuum_analyze_scale_factor = %s)', l.alter_sql, l.old_factor)
    END AS undo_sql
FROM lazy AS l
