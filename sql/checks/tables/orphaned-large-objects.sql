-- id          = "orphaned-large-objects"
-- title       = "Large objects that no column refers to"
-- severity    = "info"
-- object      = "database"
-- confidence  = "medium"
-- reads       = ["catalog_tables", "columns"]
-- message     = "{{ object_name }} holds {{ bytes | bytes }} of large objects, and no column of type oid or lo that could refer to one"
-- remediation = "Ask the application whether it keeps their numbers as text or bigint. If not, vacuumlo or lo_unlink() removes them, and VACUUM FULL pg_largeobject, under an exclusive lock, gives the space back."
-- since       = "0.1.0"
-- tags        = ["storage"]
-- [params.min_bytes]
-- default = 10485760
-- about   = "Less is not reported."
-- ---
-- ## What it does
-- Looks whether there are large objects, by the size of pg_largeobject, in a database without any column of a type that
-- refers to them.
--
-- ## Why it matters
-- Nothing removes a large object with the row that named it. What is left is dumped and restored each time, and cannot
-- be found by anybody.
--
-- ## How to fix
-- vacuumlo removes what no column of type oid or lo refers to, so it removes all in such a database: be sure first.
--
-- ## False positives
-- Frameworks that store the number of a large object in a text column, as some mappings of Hibernate do.
--
-- ## Sources
-- PostgreSQL documentation, "Large Objects" and "vacuumlo".

SELECT
    NULL AS schema_name,
    quote_ident(current_database()) AS object_name,
    c.bytes,
    c.row_estimate
FROM catalog_tables AS c
CROSS JOIN params AS p
WHERE c.table_name = 'pg_largeobject'
  AND c.bytes >= p.min_bytes
  -- CASE and the condition on `c`, so that columns are only looked at where there is something to look for.
  AND CASE WHEN c.bytes >= p.min_bytes
           THEN NOT EXISTS (SELECT FROM columns AS x
                            WHERE c.bytes > 0
                              AND (x.base_type IN ('oid', 'lo') OR x.type_name IN ('oid', 'lo') OR x.type_name LIKE '%.lo'))
      END
