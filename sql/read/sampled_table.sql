-- What a sample of table $1 needs to know: its columns, the unique keys that always hold, its foreign keys, and where
-- its rows lie. Of a partitioned table these are its four largest partitions.
SELECT
    (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.ordinal), '[]')
     FROM (SELECT a.attnum AS ordinal,
                  a.attname AS name,
                  quote_ident(a.attname) AS quoted,
                  format_type(a.atttypid, a.atttypmod) AS type_name,
                  format_type(b.oid, NULL) AS base_type,
                  b.typcategory AS category,
                  a.attnotnull AS is_not_null,
                  a.attgenerated <> '' AS is_generated,
                  a.attidentity <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false) AS is_counted,
                  t.typtype = 'd'
                      OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
                                 WHERE k.conrelid = a.attrelid AND k.contype = 'c' AND a.attnum = ANY (k.conkey)) AS is_checked,
                  has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS is_readable
           FROM pg_catalog.pg_attribute AS a
           JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
           -- A domain over a domain is rare enough to be left out by its category.
           JOIN pg_catalog.pg_type AS b ON b.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
           LEFT JOIN pg_catalog.pg_attrdef AS d
                  ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.attgenerated = ''
           WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped) AS x) AS columns,
    (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.is_primary DESC, x.name), '[]')
     FROM (SELECT c.relname AS name,
                  i.indisprimary AS is_primary,
                  ARRAY(SELECT a.attname
                        FROM unnest(i.indkey::smallint[]) WITH ORDINALITY AS u (attnum, place)
                        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = $1 AND a.attnum = u.attnum
                        WHERE u.place <= i.indnkeyatts ORDER BY u.place) AS columns
           FROM pg_catalog.pg_index AS i
           JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
           WHERE i.indrelid = $1 AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
          ) AS x) AS keys,
    (SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.name), '[]')
     FROM (SELECT k.conname AS name,
                  ARRAY(SELECT a.attname
                        FROM unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
                        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
                        ORDER BY u.place) AS columns,
                  r.oid::bigint AS referenced_oid,
                  format('%I.%I', n.nspname, r.relname) AS referenced_qualified,
                  ARRAY(SELECT a.attname
                        FROM unnest(k.confkey) WITH ORDINALITY AS u (attnum, place)
                        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.attnum
                        ORDER BY u.place) AS referenced_columns,
                  ARRAY(SELECT a.attname
                        FROM pg_catalog.pg_attribute AS a
                        WHERE a.attrelid = k.confrelid AND a.attnum > 0 AND NOT a.attisdropped
                        ORDER BY a.attnum) AS referenced_names
           FROM pg_catalog.pg_constraint AS k
           JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid
           JOIN pg_catalog.pg_namespace AS n ON n.oid = r.relnamespace
           WHERE k.conrelid = $1 AND k.contype = 'f' AND k.conparentid = 0) AS x) AS foreign_keys,
    (SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]')
     FROM (SELECT format('%I.%I', n.nspname, c.relname) AS qualified,
                  pg_relation_size(c.oid) / current_setting('block_size')::bigint AS pages,
                  has_table_privilege(c.oid, 'SELECT') AS is_readable,
                  CASE WHEN c.relpages > 0 AND c.reltuples > 0 THEN c.reltuples / c.relpages END AS rows_per_page
           FROM (SELECT $1::oid AS relid
                 UNION
                 SELECT p.relid FROM pg_partition_tree($1) AS p WHERE p.isleaf) AS leaf
           JOIN pg_catalog.pg_class AS c ON c.oid = leaf.relid
           JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
           WHERE c.relkind = 'r'
             AND has_schema_privilege(n.oid, 'USAGE')
             AND has_any_column_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid)
           ORDER BY c.relpages DESC, c.oid
           LIMIT 4) AS x) AS parts
