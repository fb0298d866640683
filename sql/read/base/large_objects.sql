-- id = "large_objects"
-- ---
-- How many large objects this database has, as VACUUM or ANALYZE last counted, one row; NULL if neither did.
SELECT format('%I', current_database()) AS qualified, NULLIF(c.reltuples, -1)::float8 AS row_estimate
FROM pg_catalog.pg_class AS c
WHERE c.oid = 'pg_catalog.pg_largeobject_metadata'::regclass
