-- Foreign keys whose columns lead no complete index of the referencing table. The order of the columns does not
-- matter; a partial, invalid or BRIN index does not count. A constraint that a partition inherits belongs to its
-- parent.
SELECT format('%I.%I', n.nspname, c.relname) AS table_name,
       n.nspname = 'public' AS in_public,
       quote_ident(c.relname) AS relation,
       (SELECT array_agg(quote_ident(a.attname) ORDER BY k.position)
        FROM unnest(f.conkey) WITH ORDINALITY AS k(attnum, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = k.attnum) AS columns,
       quote_ident(f.conname) AS constraint_name
FROM pg_catalog.pg_constraint AS f
JOIN pg_catalog.pg_class AS c ON c.oid = f.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE f.contype = 'f'
  AND f.conparentid = 0
  AND c.relpersistence <> 't'
  AND NOT EXISTS (
      SELECT
      FROM pg_catalog.pg_depend AS d
      WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  AND NOT EXISTS (
      SELECT
      FROM pg_catalog.pg_index AS i
      JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
      JOIN pg_catalog.pg_am AS m ON m.oid = x.relam
      WHERE i.indrelid = f.conrelid
        AND i.indisvalid
        AND i.indpred IS NULL
        AND m.amname IN ('btree', 'hash')
        AND i.indnkeyatts >= cardinality(f.conkey)
        AND (i.indkey::int2[])[0:cardinality(f.conkey) - 1] @> f.conkey)
ORDER BY c.relpages DESC, 1, f.conname
LIMIT 100
