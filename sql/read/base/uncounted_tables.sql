-- id = "uncounted_tables"
-- reads = ["tables"]
-- ---
-- Tables that neither VACUUM nor ANALYZE ever counted, with the size of their files: the one case where nothing but
-- the file system knows it.
SELECT t.schema_name, t.table_name, t.qualified, pg_relation_size(t.table_oid) AS bytes
FROM tables AS t
WHERE t.kind = 'table' AND t.row_estimate IS NULL
