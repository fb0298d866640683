-- id          = "number-stored-as-text"
-- title       = "Numbers stored as text"
-- severity    = "info"
-- object      = "column"
-- confidence  = "low"
-- reads       = ["text_values", "unread_columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}, yet all known values are numbers"
-- remediation = "Change it to bigint or numeric, if one may count with the values."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_rows]
-- default = 1000
-- about   = "Rows from which a table is judged."
-- [params.min_values]
-- default = 10
-- about   = "Different values that must be known."
-- [params.ignored_names]
-- default = "phone|mobile|fax|zip|post|code|number|no$|num$|isbn|ean|gtin|sku|iban|bic|account|version|vat|tax|ssn|plate|serial|barcode|hash|token|pin|external|ref|uid|card|siren|siret"
-- about   = "Regular expression over names, in lower case, of columns that hold digits and no number."
-- ---
-- ## What it does
-- Looks for text columns of tables with `min_rows` rows or more in which all common values and histogram bounds that
-- ANALYZE keeps are numbers without leading zeros. Columns whose name says that they hold a code, a telephone or
-- serial number, a version or the like are left out (`ignored_names`). Partitions and heirs follow their parent.
--
-- ## Why it matters
-- Texts sort 10 before 9, so max() and ranges are wrong; sums need a cast that can fail; joins with a number cast
-- each row and use no index.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE bigint USING column::bigint, which rewrites the table under an exclusive lock and fails at
-- the first value that is none.
--
-- ## False positives
-- Statistics hold a sample: rows that were not looked at may hold something else. Identifiers that another system
-- gives out may hold letters one day.
--
-- ## Sources
-- PostgreSQL documentation, "Numeric Types" and "pg_stats". No other tool looks at the values.

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
CROSS JOIN (SELECT '^[-+]?(0|[1-9][0-9]{0,17})([.][0-9]+)?$'
                   AS pattern) AS x
WHERE v.row_estimate >= p.min_rows
  AND NOT lower(v.column_name) ~ p.ignored_names
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
    format('%s text columns of %s tables in schema %I cannot be judged by number-stored-as-text: '
           || 'never analysed, or hidden from %I', count(*), count(DISTINCT u.table_qualified), u.schema_name, current_user),
    'Run ANALYZE on the tables, or the check as a role that may read them.',
    NULL, NULL, NULL
FROM unread_columns AS u
CROSS JOIN params AS p
WHERE u.row_estimate >= p.min_rows
  AND u.base_type IN ('text', 'character varying', 'character')
GROUP BY u.schema_name
