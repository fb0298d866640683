-- id          = "boolean-stored-as-number"
-- title       = "Yes and no stored as a number"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["column_statistics", "columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}{% if is_known %} and holds nothing but 0 and 1{% else %}, but its name asks for yes or no{% endif %}"
-- remediation = "Change it to boolean."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_rows]
-- default = 1000
-- about   = "Rows from which a table is judged."
-- ---
-- ## What it does
-- Looks for columns of a number type whose name asks a question, such as is_active, has_children or hidden_flag.
-- Where ANALYZE has seen another value than 0 and 1 in a table of `min_rows` rows or more, the column is not
-- reported. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- Nothing refuses 2 or -1, which then is neither yes nor no. A boolean takes one byte and can be used as a condition.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE boolean USING column <> 0, which rewrites the table under an exclusive lock. A default has to
-- be dropped before and set again after.
--
-- ## False positives
-- Numbers whose name reads like a question; flags of several bits.
--
-- ## Sources
-- PostgreSQL documentation, "Boolean Type" and "pg_stats".

WITH questions AS (
    SELECT
        c.*,
        s.row_estimate >= p.min_rows AND s.common_values IS NOT NULL AS is_known,
        s.common_values <@ ARRAY['0', '1', '0.0', '1.0'] AND s.histogram IS NULL AS is_boolean
    FROM columns AS c
    CROSS JOIN params AS p
    LEFT JOIN column_statistics AS s ON s.table_oid = c.table_oid AND s.ordinal = c.ordinal
    WHERE c.base_type IN ('smallint', 'integer', 'bigint', 'numeric')
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
      AND (lower(c.column_name) ~ '^(is|has|can|should|was|allow|allows)_[a-z]' OR c.column_name ~ '^(is|has)[A-Z]'
           OR lower(c.column_name) ~ '_(flag|yn|bool|boolean)$')
      AND lower(c.column_name) !~ '_(id|count|number|at|by|on|type|until|percent)$'
)
SELECT
    q.schema_name,
    q.qualified AS object_name,
    q.table_name,
    q.column_name,
    q.type_name,
    COALESCE(q.is_known, false) AS is_known,
    CASE WHEN q.is_known THEN 'high' END AS confidence
FROM questions AS q
WHERE q.is_known IS NOT TRUE OR q.is_boolean
