-- id          = "soft-delete-without-partial-unique"
-- title       = "Unique index that deleted rows still occupy"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["columns", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} also counts rows that {{ deleted_column }} marks as deleted: what was deleted cannot be stored again"
-- remediation = "Make the index partial, WHERE {{ predicate }}, if a deleted value may come back."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for unique indexes and constraints, other than primary keys, on tables that mark rows as deleted (deleted_at,
-- is_deleted and the like), that neither contain that column nor have a predicate. Indexes over nothing but UUIDs and
-- identities are left out, and so are partitions.
--
-- ## Why it matters
-- Whoever closes an account and opens a new one with the same address meets a duplicate key that nobody can see in
-- the application.
--
-- ## How to fix
-- CREATE UNIQUE INDEX CONCURRENTLY ... WHERE deleted_at IS NULL, then drop the old one. ON CONFLICT then has to name
-- the predicate, and a foreign key cannot refer to a partial index.
--
-- ## False positives
-- Values that must never be used again, such as invoice numbers.
--
-- ## Sources
-- PostgreSQL documentation, "Partial Indexes". No other tool has the check.

WITH marks AS (
    SELECT DISTINCT ON (c.table_oid) c.table_oid, c.column_name, c.quoted_name, c.base_type, c.is_not_null
    FROM columns AS c
    WHERE NOT c.in_partition
      AND ((c.base_type IN ('timestamp with time zone', 'timestamp without time zone', 'date') AND NOT c.is_not_null
            AND lower(c.column_name) IN ('deleted_at', 'deleted_on', 'date_deleted', 'deletedat', 'deleted', 'removed_at',
                                         'deleted_date'))
           OR (c.base_type = 'boolean'
               AND lower(c.column_name) IN ('deleted', 'is_deleted', 'isdeleted', 'removed', 'is_removed', 'deleted_flag')))
    ORDER BY c.table_oid, c.ordinal
)
SELECT
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    m.column_name AS deleted_column,
    CASE WHEN m.base_type <> 'boolean' THEN m.quoted_name || ' IS NULL'
         WHEN m.is_not_null THEN 'NOT ' || m.quoted_name
         ELSE m.quoted_name || ' IS NOT TRUE' END AS predicate
FROM indexes AS i
JOIN marks AS m ON m.table_oid = i.table_oid
WHERE i.is_unique AND NOT i.is_primary AND NOT i.is_partial AND i.is_usable AND NOT i.is_partition
  AND m.column_name <> ALL (array_remove(i.key_columns, NULL))
  AND strpos(array_to_string(i.key_texts, ' '), m.column_name) = 0
  AND EXISTS (SELECT
              FROM unnest(i.key_columns) AS k (name)
              LEFT JOIN columns AS c ON c.table_oid = i.table_oid AND c.column_name = k.name
              WHERE c.base_type IS DISTINCT FROM 'uuid' AND c.identity_kind IS NULL)
