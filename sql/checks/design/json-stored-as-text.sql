-- id          = "json-stored-as-text"
-- title       = "JSON stored as text"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["text_values", "unread_columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}, yet all known values are JSON"
-- remediation = "Change it to jsonb."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_rows]
-- default = 1000
-- about   = "Rows from which a table is judged."
-- [params.min_values]
-- default = 5
-- about   = "Different values that must be known."
-- ---
-- ## What it does
-- Looks for text columns of tables with `min_rows` rows or more in which all common values and histogram bounds that
-- ANALYZE keeps look like JSON objects or arrays of them. ANALYZE keeps none that is longer than a kilobyte.
-- Partitions and heirs follow their parent.
--
-- ## Why it matters
-- Nothing refuses a document that is cut off or malformed, no operator looks into it without a cast, and no GIN index
-- can serve it.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE jsonb USING column::jsonb, which rewrites the table under an exclusive lock and fails at the
-- first value that is none.
--
-- ## False positives
-- Statistics hold a sample: rows that were not looked at may hold something else. Documents whose exact text counts,
-- such as signed messages, want text.
--
-- ## Sources
-- PostgreSQL documentation, "JSON Types" and "pg_stats". No other tool looks at the values.

SELECT
    v.schema_name,
    v.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    v.table_name,
    v.column_name,
    v.type_name
FROM text_values AS v
CROSS JOIN params AS p
CROSS JOIN (SELECT ('^[[:space:]]*([{][[:space:]]*"[^"]*"[[:space:]]*:.*[}]|[{][[:space:]]*[}]'
                   || '|[[][[:space:]]*([{].*)?[]])[[:space:]]*$')
                   AS pattern) AS x
WHERE v.row_estimate >= p.min_rows
  AND cardinality(v.known_values) >= p.min_values
  -- Most columns are out after their first value.
  AND v.known_values[1] ~ x.pattern
  AND NOT EXISTS (SELECT FROM unnest(v.known_values) AS k (known) WHERE k.known !~ x.pattern)
UNION ALL
SELECT
    u.schema_name,
    format('%I', u.schema_name),
    'schema',
    CASE WHEN bool_and(u.is_readable) THEN 'insufficient_evidence' ELSE 'insufficient_privilege' END,
    format('%s text columns of %s tables in schema %I cannot be judged by json-stored-as-text: '
           || 'never analysed, or hidden from %I', count(*), count(DISTINCT u.table_qualified), u.schema_name, current_user),
    'Run ANALYZE on the tables, or the check as a role that may read them.',
    NULL, NULL, NULL
FROM unread_columns AS u
CROSS JOIN params AS p
WHERE u.row_estimate >= p.min_rows
  AND u.base_type IN ('text', 'character varying', 'character')
GROUP BY u.schema_name
