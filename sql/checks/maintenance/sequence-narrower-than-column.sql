-- id          = "sequence-narrower-than-column"
-- title       = "Sequence that ends before its column does"
-- severity    = "warning"
-- object      = "sequence"
-- reads       = ["sequence_columns", "sequence_definitions"]
-- message     = "{{ sequence_name }} counts as {{ data_type }}, to {{ max_value }}, although {{ table_qualified }}.{{ column_name }} is {{ type_name }}"
-- remediation = "Change the type of the sequence to that of the column; it takes effect at once and rewrites nothing."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- ---
-- ## What it does
-- Looks for sequences with a narrower integer type than each column they feed, whose limit is that of the type. A limit
-- that somebody set lower is left alone.
--
-- ## Why it matters
-- When a column is widened to bigint, the sequence of a serial column stays integer: inserts fail at two thousand
-- million, as if nothing had been done.
--
-- ## How to fix
-- ALTER SEQUENCE ... AS raises the limit too.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "ALTER SEQUENCE", AS: the limits change with the type if they were those of the old type.

WITH sized AS (
    SELECT
        s.*,
        c.table_name,
        c.table_qualified,
        c.column_name,
        c.type_name,
        array_position('{smallint,integer,bigint}', s.data_type) AS size,
        min(array_position('{smallint,integer,bigint}', c.base_type)) OVER (PARTITION BY s.sequence_oid) AS column_size,
        row_number() OVER (PARTITION BY s.sequence_oid
                           ORDER BY array_position('{smallint,integer,bigint}', c.base_type), c.qualified) AS turn
    FROM sequence_definitions AS s
    JOIN sequence_columns AS c ON c.sequence_oid = s.sequence_oid AND c.is_source
    WHERE s.increment > 0
      AND s.max_value = CASE s.data_type WHEN 'smallint' THEN 32767 WHEN 'integer' THEN 2147483647 END
      AND c.base_type IN ('smallint', 'integer', 'bigint')
)
SELECT
    z.schema_name,
    z.qualified AS object_name,
    z.sequence_name,
    z.data_type,
    z.max_value,
    z.table_name,
    z.table_qualified,
    z.column_name,
    z.type_name,
    format('ALTER SEQUENCE %s AS %s', z.qualified, ('{smallint,integer,bigint}'::text[])[z.column_size]) AS fix_sql,
    format('ALTER SEQUENCE %s AS %s', z.qualified, z.data_type) AS undo_sql
FROM sized AS z
WHERE z.turn = 1 AND z.column_size > z.size
