-- id          = "uuid-stored-as-text"
-- title       = "UUIDs stored as text"
-- severity    = "info"
-- object      = "column"
-- confidence  = "high"
-- reads       = ["column_defaults", "columns", "key_columns", "text_values", "unread_columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }} and {% if evidence == 'values' %}all known values are UUIDs{% elif evidence == 'default' %}gets a UUID by default{% else %}a key of just the length of a UUID{% endif %}: 37 bytes for what takes 16"
-- remediation = "Change it to uuid, together with the columns that refer to it."
-- since       = "0.1.0"
-- tags        = ["performance", "correctness"]
-- [params.min_rows]
-- default = 1000
-- about   = "Rows from which a table is judged."
-- [params.min_values]
-- default = 5
-- about   = "Different values that must be known."
-- ---
-- ## What it does
-- Looks for text columns that hold UUIDs: all values that ANALYZE keeps are some, in tables of `min_rows` rows or
-- more; or the default makes one; or, with low confidence, the column is a key of 36 letters. Partitions and heirs
-- follow their parent.
--
-- ## Why it matters
-- As text a UUID takes 37 bytes instead of 16, in the table, in each index and in each foreign key. Comparing goes by
-- collation, upper and lower case are different keys, and nothing refuses what is no UUID.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE uuid USING column::uuid, on both sides of foreign keys, after dropping those. It rewrites the
-- tables under an exclusive lock. Applications may have to cast their parameters.
--
-- ## False positives
-- Statistics hold a sample: rows that were not looked at may hold something else. Identifiers of 36 letters that are
-- no UUIDs.
--
-- ## Sources
-- PostgreSQL documentation, "UUID Type" and "pg_stats". pg-index-health reports primary keys of 32, 36 or 38 letters.

WITH evidence AS (
    SELECT v.schema_name, v.qualified, v.table_name, v.column_name, v.type_name, 'values' AS evidence, 1 AS rank
    FROM text_values AS v
    CROSS JOIN params AS p
    WHERE v.row_estimate >= p.min_rows
      AND cardinality(v.known_values) >= p.min_values
      AND v.known_values[1] ~ '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$'
      AND NOT EXISTS (SELECT FROM unnest(v.known_values) AS k (known)
                      WHERE k.known !~ '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$')
    UNION ALL
    SELECT d.schema_name, d.qualified, d.table_name, d.column_name, d.type_name, 'default', 2
    FROM column_defaults AS d
    -- CASE, since writing out all defaults of a large database takes longer than asking for their types.
    WHERE CASE WHEN d.base_type IN ('text', 'character varying', 'character') THEN
            d.default_expression ~ '^[(]*([a-z_]+[.])?(gen_random_uuid|uuid_generate_v[0-9a-z]+|uuidv[47])[(][)][)]*(::|$)' END
      AND NOT d.in_partition AND NOT d.is_inherited
    UNION ALL
    SELECT c.schema_name, c.qualified, c.table_name, c.column_name, c.type_name, 'length', 3
    FROM columns AS c
    WHERE c.base_type IN ('character varying', 'character') AND c.max_length = 36
      AND NOT c.in_partition AND NOT c.is_inherited
      AND EXISTS (SELECT FROM key_columns AS k
                  WHERE k.table_oid = c.table_oid AND k.ordinal = c.ordinal AND k.key_size = 1)
      -- Values that are known say more than the length.
      AND NOT EXISTS (SELECT FROM text_values AS v
                      WHERE v.table_oid = c.table_oid AND v.ordinal = c.ordinal AND cardinality(v.known_values) > 0)
), best AS (
    SELECT DISTINCT ON (e.qualified) e.* FROM evidence AS e ORDER BY e.qualified, e.rank
)
SELECT
    b.schema_name,
    b.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    b.table_name,
    b.column_name,
    b.type_name,
    b.evidence,
    CASE b.evidence WHEN 'values' THEN 'high' WHEN 'default' THEN 'high' ELSE 'low' END AS confidence
FROM best AS b
UNION ALL
SELECT
    u.schema_name,
    format('%I', u.schema_name),
    'schema',
    CASE WHEN bool_and(u.is_readable) THEN 'insufficient_evidence' ELSE 'insufficient_privilege' END,
    format('%s text columns of %s tables in schema %I cannot be judged by uuid-stored-as-text: '
           || 'never analysed, or hidden from %I', count(*), count(DISTINCT u.table_qualified), u.schema_name, current_user),
    'Run ANALYZE on the tables, or the check as a role that may read them.',
    NULL, NULL, NULL, NULL, NULL
FROM unread_columns AS u
CROSS JOIN params AS p
WHERE u.row_estimate >= p.min_rows
  AND u.base_type IN ('text', 'character varying', 'character')
GROUP BY u.schema_name
