-- id          = "status-without-constraint"
-- title       = "Status that accepts any text"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["checked_columns", "reference_columns", "text_values", "unread_columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }} with {{ value_count }} different values in about {{ row_estimate | int }} rows, and nothing says which are allowed"
-- remediation = "Add a CHECK constraint with the values (NOT VALID first, then VALIDATE), a foreign key to a table of them, or an enum."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_rows]
-- default = 10000
-- about   = "Rows from which a table is judged."
-- [params.max_values]
-- default = 20
-- about   = "Different values that a status may have."
-- ---
-- ## What it does
-- Looks for text columns called status, state, type, kind, category and the like, in tables of `min_rows` rows or
-- more, that have between two and `max_values` different values by the statistics and neither a CHECK constraint nor
-- a foreign key nor a domain. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- A misspelt value is stored as well as a right one, and the row then belongs to no state: no job picks it up, no
-- report counts it.
--
-- ## How to fix
-- ADD CONSTRAINT ... CHECK (status IN (...)) NOT VALID takes its lock for a moment; VALIDATE CONSTRAINT then reads
-- the table without keeping writers out.
--
-- ## False positives
-- Values that another system gives, and that this one only keeps; types of polymorphic references.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stats". sqlcheck and others judge the definition alone.

SELECT
    v.schema_name,
    v.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    v.table_name,
    v.column_name,
    v.type_name,
    v.row_estimate,
    v.n_distinct::integer AS value_count
FROM text_values AS v
CROSS JOIN params AS p
WHERE v.row_estimate >= p.min_rows
  AND v.n_distinct BETWEEN 2 AND p.max_values
  AND lower(v.column_name) ~ ('(^|_)(status|state|type|kind|category|stage|phase|priority|severity|level|role|mode'
                              || '|gender|currency|channel)$')
  AND v.type_name ~ '^(text|character)'
  AND NOT EXISTS (SELECT FROM checked_columns AS k WHERE k.table_oid = v.table_oid AND k.ordinal = v.ordinal)
  AND NOT EXISTS (SELECT FROM reference_columns AS r WHERE r.table_oid = v.table_oid AND r.ordinal = v.ordinal)
UNION ALL
SELECT
    u.schema_name,
    format('%I', u.schema_name),
    'schema',
    CASE WHEN bool_and(u.is_readable) THEN 'insufficient_evidence' ELSE 'insufficient_privilege' END,
    format('%s text columns of %s tables in schema %I cannot be judged by status-without-constraint: '
           || 'never analysed, or hidden from %I', count(*), count(DISTINCT u.table_qualified), u.schema_name, current_user),
    'Run ANALYZE on the tables, or the check as a role that may read them.',
    NULL, NULL, NULL, NULL, NULL
FROM unread_columns AS u
CROSS JOIN params AS p
WHERE u.row_estimate >= p.min_rows
  AND u.base_type IN ('text', 'character varying', 'character')
  AND lower(u.column_name) ~ '(^|_)(status|state|type|kind|category)$'
GROUP BY u.schema_name
