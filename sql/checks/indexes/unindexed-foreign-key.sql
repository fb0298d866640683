-- id          = "unindexed-foreign-key"
-- title       = "Foreign key without a supporting index"
-- severity    = "warning"
-- object      = "constraint"
-- reads       = ["foreign_keys", "foreign_key_indexes", "partition_ancestors", "relation_names", "tables"]
-- message     = "{{ table_name }}.{{ constraint_name }} has no index on ({{ columns }})"
-- remediation = "Create the index: {{ fix_sql or 'the index suggested for the other foreign key on these columns serves both' }}. {% if is_partitioned %}On a partitioned table CONCURRENTLY is not possible: writes wait while it builds, so create it on each partition CONCURRENTLY first, then on the parent with ON ONLY, and attach.{% else %}CONCURRENTLY cannot run inside a transaction block.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance", "locking"]
-- [params.small_table_rows]
-- default = 10000
-- about   = "Below this many rows, as last counted, the finding is `info`: reading the whole table costs little."
-- ---
-- ## What it does
-- Looks for foreign keys whose referencing columns no index leads with.
--
-- An index counts when it is valid, a b-tree (or hash, for one column), and its first columns are the columns of
-- the key in any order, or when it is unique on some of them. A partial index counts only if its predicate says no
-- more than that these columns are not NULL. A BRIN, GIN or GiST index, or one on another collation, does not count.
-- A partitioned table is reported once, and not if all of its partitions have such an index of their own.
--
-- ## Why it matters
-- PostgreSQL indexes the referenced side of a foreign key, not the referencing side. Each DELETE on the referenced
-- table, and each UPDATE of its key, then reads the whole referencing table, holding row locks meanwhile. Joins
-- along the key have no index either.
--
-- ## How to fix
-- Create an index that starts with the columns of the key, with CONCURRENTLY on a table in use. If queries also
-- filter or sort by another column, put that column after those of the key.
--
-- ## False positives
-- The referenced rows are never deleted and their key never updated, and no query joins along the foreign key; or
-- the referencing table always stays tiny.
--
-- ## Sources
-- PostgreSQL documentation, "Foreign Keys": "it is often a good idea to index the referencing columns too".
-- ri_triggers.c shows the queries that run: equality on all columns of the key, for which the order is irrelevant.

WITH covered AS MATERIALIZED (
    SELECT c.constraint_oid, c.table_oid FROM foreign_key_indexes AS c
), uncovered AS (
    SELECT
        f.*,
        row_number() OVER (PARTITION BY f.table_oid, ARRAY(SELECT unnest(f.column_names) ORDER BY 1)
                           ORDER BY f.constraint_name) AS place,
        lower(regexp_replace('idx_' || f.table_name || '_' || array_to_string(f.column_names, '_'),
                             '[^[:alnum:]_]+', '_', 'g')) AS plain_name,
        (SELECT string_agg(quote_ident(c.name), ', ' ORDER BY c.place)
         FROM unnest(f.column_names) WITH ORDINALITY AS c (name, place)) AS columns
    FROM foreign_keys AS f
    WHERE NOT EXISTS (SELECT FROM covered AS c
                      WHERE c.constraint_oid = f.constraint_oid AND c.table_oid = f.table_oid)
      AND NOT (f.is_partitioned
               AND EXISTS (SELECT FROM partition_ancestors AS a WHERE a.ancestor_oid = f.table_oid)
               AND NOT EXISTS (SELECT
                               FROM partition_ancestors AS a
                               JOIN tables AS t ON t.table_oid = a.descendant_oid AND NOT t.is_partitioned
                               WHERE a.ancestor_oid = f.table_oid
                                 AND NOT EXISTS (SELECT FROM covered AS c
                                                 WHERE c.constraint_oid = f.constraint_oid
                                                   AND c.table_oid = a.descendant_oid)))
), named AS (
    -- A name that is taken or exceeds the 63 bytes of an identifier gets a digest instead of its tail.
    SELECT
        u.*,
        CASE WHEN octet_length(u.plain_name) > 63 OR r.relation_name IS NOT NULL
             THEN left(u.plain_name, 50) || '_' || left(md5(u.qualified), 8)
             ELSE u.plain_name
        END AS index_name
    FROM uncovered AS u
    LEFT JOIN relation_names AS r ON r.schema_name = u.schema_name AND r.relation_name = u.plain_name
)
SELECT
    n.schema_name,
    n.qualified AS object_name,
    n.table_name,
    n.table_qualified,
    n.constraint_name,
    n.columns,
    n.column_names,
    CASE WHEN n.place = 1 THEN format('%I.%I', n.schema_name, n.index_name) END AS index_qualified,
    n.referenced_qualified AS referenced_table,
    n.is_partitioned,
    n.row_estimate,
    CASE WHEN n.row_estimate < p.small_table_rows AND NOT n.is_partitioned THEN 'info' END AS severity,
    CASE WHEN n.place = 1
         THEN format('CREATE INDEX %s%I ON %s%s (%s)', CASE WHEN n.is_partitioned THEN '' ELSE 'CONCURRENTLY ' END,
                     n.index_name, n.table_qualified, CASE WHEN n.is_temporal THEN ' USING gist' ELSE '' END, n.columns)
    END AS fix_sql,
    CASE WHEN n.place = 1
         THEN format('DROP INDEX %s%I.%I', CASE WHEN n.is_partitioned THEN '' ELSE 'CONCURRENTLY ' END,
                     n.schema_name, n.index_name)
    END AS undo_sql
FROM named AS n
CROSS JOIN params AS p
