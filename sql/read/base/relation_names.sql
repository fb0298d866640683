-- id = "relation_names"
-- reads = ["schemas"]
-- ---
-- Everything that shares the name space of tables and indexes, extension members included: what a new name must
-- not collide with. Composite types count, since each has a relation.
SELECT s.schema_name, c.relname::text AS relation_name
FROM pg_catalog.pg_class AS c
JOIN schemas AS s ON s.schema_oid = c.relnamespace
