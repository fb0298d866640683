-- id = "extension_members"
-- ---
-- Objects that belong to an extension: its author answers for them, and DDL on them is undone by its next update.
SELECT d.classid AS catalog_oid, d.objid AS object_oid
FROM pg_catalog.pg_depend AS d
WHERE d.deptype = 'e'
