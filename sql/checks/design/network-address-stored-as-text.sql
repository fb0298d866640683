-- id          = "network-address-stored-as-text"
-- title       = "Network addresses stored as text"
-- severity    = "info"
-- object      = "column"
-- confidence  = "high"
-- reads       = ["text_values", "unread_columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}, yet all known values are network addresses"
-- remediation = "Change it to inet, cidr or macaddr."
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
-- ANALYZE keeps are IPv4 or IPv6 addresses or networks, or MAC addresses. Partitions and heirs follow their parent.
--
-- ## Why it matters
-- The same IPv6 address can be written in many ways, which as texts are different. Whether an address lies in a
-- network cannot be asked, 10.0.0.9 sorts after 10.0.0.10, and the text takes twice the space.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE inet USING column::inet, which rewrites the table under an exclusive lock and fails at the
-- first value that is none.
--
-- ## False positives
-- Statistics hold a sample: rows that were not looked at may hold something else. Version numbers of four parts look
-- like IPv4 addresses.
--
-- ## Sources
-- PostgreSQL documentation, "Network Address Types" and "pg_stats". No other tool looks at the values.

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
CROSS JOIN (SELECT ('^(([0-9]{1,3}[.]){3}[0-9]{1,3}(/[0-9]{1,2})?|([0-9a-fA-F]{2}[-:]){5}[0-9a-fA-F]{2}'
                   || '|[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,7}(/[0-9]{1,3})?)$')
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
    format('%s text columns of %s tables in schema %I cannot be judged by network-address-stored-as-text: '
           || 'never analysed, or hidden from %I', count(*), count(DISTINCT u.table_qualified), u.schema_name, current_user),
    'Run ANALYZE on the tables, or the check as a role that may read them.',
    NULL, NULL, NULL
FROM unread_columns AS u
CROSS JOIN params AS p
WHERE u.row_estimate >= p.min_rows
  AND u.base_type IN ('text', 'character varying', 'character')
GROUP BY u.schema_name
