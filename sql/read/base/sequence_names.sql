-- id = "sequence_names"
-- reads = ["schemas", "tables"]
-- ---
-- Sequences that belong to a column: of serial columns, of identity columns (`is_identity`), or given by OWNED BY.
SELECT
    c.oid AS sequence_oid,
    s.schema_name,
    c.relname::text AS sequence_name,
    format('%I.%I', s.schema_name, c.relname) AS qualified,
    t.table_oid,
    t.table_name,
    t.qualified AS table_qualified,
    a.attname::text AS column_name,
    d.deptype = 'i' AS is_identity
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_class AS c ON c.oid = d.objid AND c.relkind = 'S'
JOIN schemas AS s ON s.schema_oid = c.relnamespace
JOIN tables AS t ON t.table_oid = d.refobjid
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass
  AND d.objsubid = 0 AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
