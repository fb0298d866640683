-- id = "index_columns"
-- reads = ["index_storage"]
-- ---
-- What a tuple of each index physically consists of, in order, with statistics: those of the table's column, or for an
-- expression those that ANALYZE gathers for the index. `has_equal_image`: equal values have equal bytes, so that a
-- b-tree may keep them in one tuple. `column_name` is NULL for an expression.
SELECT
    i.index_oid,
    i.schema_name,
    a.attnum AS ordinal,
    b.attnum AS table_ordinal,
    b.attname::text AS column_name,
    a.attnum <= i.key_count AS is_key,
    a.attlen AS byte_length,
    CASE a.attalign WHEN 'c' THEN 1 WHEN 's' THEN 2 WHEN 'd' THEN 8 ELSE 4 END AS alignment,
    a.attnum <= i.key_count AND EXISTS (
        SELECT FROM pg_catalog.pg_opclass AS o
        JOIN pg_catalog.pg_amproc AS p ON p.amprocfamily = o.opcfamily AND p.amproclefttype = o.opcintype
                                      AND p.amprocrighttype = o.opcintype AND p.amprocnum = 4
        LEFT JOIN pg_catalog.pg_collation AS l ON l.oid = x.indcollation[a.attnum - 1]
        WHERE o.oid = x.indclass[a.attnum - 1]
          AND (p.amproc = 'pg_catalog.btequalimage'::regproc
               -- It says no of char(n), whose values may differ in blanks at the end.
               OR p.amproc = 'pg_catalog.btvarstrequalimage'::regproc AND o.opcintype <> 'bpchar'::regtype
                  AND COALESCE(l.collisdeterministic, true))) AS has_equal_image,
    CASE WHEN b.attnum IS NULL THEN has_column_privilege(a.attrelid, a.attnum, 'SELECT')
         ELSE has_column_privilege(b.attrelid, b.attnum, 'SELECT') END
        AND NOT row_security_active(i.table_oid) AS is_readable,
    s.avg_width,
    s.null_frac AS null_fraction,
    s.n_distinct
FROM index_storage AS i
JOIN pg_catalog.pg_index AS x ON x.indexrelid = i.index_oid
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.index_oid AND a.attnum > 0
LEFT JOIN pg_catalog.pg_attribute AS b
       ON b.attrelid = i.table_oid AND b.attnum = x.indkey[a.attnum - 1] AND b.attnum > 0
JOIN pg_catalog.pg_class AS r ON r.oid = CASE WHEN b.attnum IS NULL THEN i.index_oid ELSE i.table_oid END
LEFT JOIN pg_catalog.pg_stats AS s
       ON s.schemaname = i.schema_name AND s.tablename = r.relname AND s.attname = COALESCE(b.attname, a.attname)
      AND NOT s.inherited
