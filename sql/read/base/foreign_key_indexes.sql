-- id = "foreign_key_indexes"
-- reads = ["foreign_keys", "indexes", "partition_ancestors"]
-- ---
-- Which index serves which foreign key, for the table of the key and each of its partitions. An index serves when it
-- can find the rows of one key: valid, b-tree (or hash, for one column), its first columns being those of the key in
-- any order, or unique on some of them, in the collation of the columns, and with no predicate beyond IS NOT NULL on
-- them. A key over PERIOD (from 18 on) is searched by overlap, which a GiST index serves. Columns go by name, since
-- partitions may number them differently.
SELECT f.constraint_oid, i.table_oid, i.index_oid
FROM (SELECT f.*, f.table_oid AS member_oid FROM foreign_keys AS f
      UNION ALL
      SELECT f.*, a.descendant_oid
      FROM foreign_keys AS f JOIN partition_ancestors AS a ON a.ancestor_oid = f.table_oid
      WHERE f.is_partitioned) AS f
JOIN indexes AS i ON i.table_oid = f.member_oid
WHERE i.is_usable
  AND CASE i.method WHEN 'btree' THEN NOT f.is_temporal
                    WHEN 'hash' THEN NOT f.is_temporal AND cardinality(i.key_columns) = 1
                    WHEN 'gist' THEN f.is_temporal
                    ELSE false END
  AND ((i.key_columns[1:cardinality(f.column_names)] @> f.column_names
        AND cardinality(i.key_columns) >= cardinality(f.column_names))
       OR (i.is_unique AND i.key_columns <@ f.column_names))
  AND (NOT i.is_partial
       OR i.not_null_columns <@ ARRAY(SELECT quote_ident(c.name) FROM unnest(f.column_names) AS c (name)))
  AND NOT EXISTS (SELECT
                  FROM unnest(i.key_columns, i.key_collations, i.column_collations) AS k (name, collation_oid, own_oid)
                  WHERE k.name = ANY (f.column_names) AND k.collation_oid <> k.own_oid)
