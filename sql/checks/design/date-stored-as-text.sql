-- id          = "date-stored-as-text"
-- title       = "Dates stored as text"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["text_values", "unread_columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}, yet all known values are dates, written like {{ form }}"
-- remediation = "Change it to date or timestamptz, with a USING clause that says how the texts are written."
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
-- ANALYZE keeps look like dates or moments: 2024-05-06, 6.5.2024 or 05/06/2024, with or without a time. Partitions
-- and heirs follow their parent.
--
-- ## Why it matters
-- Nothing refuses 2024-02-31 or yesterday. Texts sort by their first letters, ranges and arithmetic need a cast that
-- can fail, the planner cannot estimate ranges, and 03/04/2024 means two days.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE date USING to_date(column, 'YYYY-MM-DD'), which rewrites the table under an exclusive lock
-- and fails at the first value that is none; look for those first.
--
-- ## False positives
-- Statistics hold a sample: rows that were not looked at may hold something else. Copies of a file kept as it came
-- want text.
--
-- ## Sources
-- PostgreSQL documentation, "Date/Time Types" and "pg_stats". No other tool looks at the values.

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
    regexp_replace(v.known_values[1], '[0-9]', '9', 'g') AS form
FROM text_values AS v
CROSS JOIN params AS p
CROSS JOIN (SELECT ('^([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4})'
                   || '([ T][0-9]{1,2}:[0-9]{2}[-+:.0-9APMapmZz ]*)?$')
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
    format('%s text columns of %s tables in schema %I cannot be judged by date-stored-as-text: '
           || 'never analysed, or hidden from %I', count(*), count(DISTINCT u.table_qualified), u.schema_name, current_user),
    'Run ANALYZE on the tables, or the check as a role that may read them.',
    NULL, NULL, NULL, NULL
FROM unread_columns AS u
CROSS JOIN params AS p
WHERE u.row_estimate >= p.min_rows
  AND u.base_type IN ('text', 'character varying', 'character')
GROUP BY u.schema_name
