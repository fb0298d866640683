-- id          = "sequence-behind-column"
-- title       = "Sequence behind the values of its column"
-- severity    = "warning"
-- object      = "sequence"
-- confidence  = "medium"
-- reads       = ["column_statistics", "indexes", "sequence_columns", "sequence_definitions"]
-- message     = "{{ sequence_name }} will next give {{ next_value }}, but {{ table_qualified }}.{{ column_name }} held {{ top_value }} when it was analysed: inserts fail with duplicate keys"
-- remediation = "Set the sequence to the largest value of the column, which its index finds at once."
-- since       = "0.1.0"
-- tags        = ["availability", "correctness"]
-- [params.max_sequences]
-- default = 2000
-- about   = "The sequences of so many of the largest tables are looked at: each is locked while the check runs."
-- ---
-- ## What it does
-- Compares the next value of each sequence with the largest value of the column it feeds, as the last ANALYZE sampled
-- it. Only integer columns with a unique index of their own count.
--
-- ## Why it matters
-- Rows were loaded with their numbers, by COPY, a restore or replication, and nobody moved the sequence: sooner or
-- later each insert meets a number that is taken.
--
-- ## How to fix
-- setval() takes effect at once. Do it while nobody inserts with numbers of their own.
--
-- ## False positives
-- The rows with large numbers are gone since the table was analysed, or large numbers are a range of their own on
-- purpose.
--
-- ## Sources
-- PostgreSQL documentation, "Sequence Manipulation Functions" and "pg_stats" (histogram_bounds).

WITH candidates AS MATERIALIZED (
    SELECT
        q.*,
        c.table_name,
        c.table_qualified,
        c.column_name,
        c.quoted_name,
        (st.histogram)[cardinality(st.histogram)]::numeric AS top_value
    FROM sequence_definitions AS q
    JOIN sequence_columns AS c ON c.sequence_oid = q.sequence_oid AND c.is_source
    JOIN column_statistics AS st ON st.table_oid = c.table_oid AND st.column_name = c.column_name
    WHERE q.is_readable
      AND NOT q.is_absent
      AND NOT q.is_cycling
      AND q.increment > 0
      AND c.base_type IN ('smallint', 'integer', 'bigint')
      AND EXISTS (SELECT FROM indexes AS i
                  WHERE i.table_oid = c.table_oid AND i.is_unique AND NOT i.is_partial
                    AND i.key_columns = ARRAY[c.column_name])
    ORDER BY st.row_estimate DESC
    LIMIT (SELECT p.max_sequences FROM params AS p)
), compared AS (
    SELECT v.*, COALESCE(v.last_value::numeric + v.increment, v.start_value) AS next_value
    FROM (SELECT x.*, pg_sequence_last_value(x.sequence_oid) AS last_value FROM candidates AS x) AS v
)
SELECT
    x.schema_name,
    x.qualified AS object_name,
    x.sequence_name,
    x.table_name,
    x.table_qualified,
    x.column_name,
    x.next_value,
    x.top_value,
    format('SELECT setval(%L, (SELECT max(%s) FROM %s))', x.qualified, x.quoted_name, x.table_qualified) AS fix_sql,
    CASE WHEN x.last_value IS NULL THEN format('ALTER SEQUENCE %s RESTART', x.qualified)
         ELSE format('SELECT setval(%L, %s)', x.qualified, x.last_value) END AS undo_sql
FROM compared AS x
WHERE x.next_value <= x.top_value
