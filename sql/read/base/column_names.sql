-- id = "column_names"
-- reads = ["columns"]
-- ---
-- The columns of each table as one list, without those that a parent has given it.
SELECT c.schema_name, c.table_name, c.table_qualified, array_agg(c.column_name ORDER BY c.ordinal) AS column_names
FROM columns AS c
WHERE NOT c.in_partition AND NOT c.is_inherited
GROUP BY c.table_oid, c.schema_name, c.table_name, c.table_qualified
ORDER BY c.table_qualified
