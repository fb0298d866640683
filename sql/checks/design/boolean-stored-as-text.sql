-- id          = "boolean-stored-as-text"
-- title       = "Yes and no stored as text"
-- severity    = "info"
-- object      = "column"
-- confidence  = "high"
-- reads       = ["text_values", "unread_columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }} and holds nothing but {{ pair }}"
-- remediation = "Change it to boolean."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_rows]
-- default = 1000
-- about   = "Rows from which a table is judged."
-- ---
-- ## What it does
-- Looks for text columns of tables with `min_rows` rows or more that hold two values, which mean yes and no: Y and N,
-- yes and no, t and f, true and false, 0 and 1, on and off, or the same in German, French or Spanish; upper or lower
-- case. Partitions and heirs follow their parent.
--
-- ## Why it matters
-- Nothing refuses y, T or an empty text, which then is neither. A boolean takes one byte and can be used as a
-- condition.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE boolean USING column = 'Y', which rewrites the table under an exclusive lock. Defaults and
-- CHECK constraints have to be dropped before.
--
-- ## False positives
-- Columns that will have a third value one day, and interfaces that want the letters.
--
-- ## Sources
-- PostgreSQL documentation, "Boolean Type" and "pg_stats". No other tool looks at the values.

WITH pairs AS (
    SELECT v.*,
           ARRAY(SELECT DISTINCT lower(btrim(k.known)) FROM unnest(v.known_values) AS k (known) ORDER BY 1) AS pair
    FROM text_values AS v
    CROSS JOIN params AS p
    WHERE v.row_estimate >= p.min_rows AND v.n_distinct = 2
)
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
    array_to_string(v.common_values, ' and ') AS pair
FROM pairs AS v
WHERE array_to_string(v.pair, ' ') IN ('n y', 'no yes', 'f t', 'false true', '0 1', 'off on', 'j n', 'ja nein',
                                       'n o', 'non oui', 'n s', 'no si', 'no sí')
UNION ALL
SELECT
    u.schema_name,
    format('%I', u.schema_name),
    'schema',
    CASE WHEN bool_and(u.is_readable) THEN 'insufficient_evidence' ELSE 'insufficient_privilege' END,
    format('%s text columns of %s tables in schema %I cannot be judged by boolean-stored-as-text: '
           || 'never analysed, or hidden from %I', count(*), count(DISTINCT u.table_qualified), u.schema_name, current_user),
    'Run ANALYZE on the tables, or the check as a role that may read them.',
    NULL, NULL, NULL, NULL
FROM unread_columns AS u
CROSS JOIN params AS p
WHERE u.row_estimate >= p.min_rows
  AND u.base_type IN ('text', 'character varying', 'character')
GROUP BY u.schema_name
