-- id = "comments"
-- ---
-- Comments on relations (`ordinal` 0) and their columns.
SELECT d.objoid AS object_oid, d.objsubid AS ordinal, d.description
FROM pg_catalog.pg_description AS d
WHERE d.classoid = 'pg_catalog.pg_class'::regclass
