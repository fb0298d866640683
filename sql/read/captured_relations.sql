-- Names of the relations and indexes in $1, whether the caller may read all rows of them, and their columns by number.
SELECT c.oid::bigint AS oid, c.oid::regclass::text AS name,
       c.relkind IN ('i', 'I') OR (has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid)) AS readable,
       coalesce((SELECT jsonb_object_agg(a.attnum, a.attname)
                 FROM pg_catalog.pg_attribute AS a
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '{}') AS columns
FROM pg_catalog.pg_class AS c
WHERE c.oid = ANY ($1::oid[])
