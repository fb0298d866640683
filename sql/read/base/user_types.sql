-- id = "user_types"
-- reads = ["schemas", "extension_members"]
-- ---
-- Domains, enums, ranges and composite types that somebody made; the row types of tables are no types of their own here.
-- `is_used`: a column, another type, a function or anything else that PostgreSQL knows of depends on it. It does not
-- know what the text of a function's body names.
SELECT
    t.oid AS type_oid,
    s.schema_name,
    t.typname::text AS type_name,
    format('%I.%I', s.schema_name, t.typname) AS qualified,
    CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'e' THEN 'enum' WHEN 'c' THEN 'composite' ELSE 'range' END AS kind,
    t.typnotnull AS is_not_null,
    CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base_type,
    CASE WHEN t.typtype = 'e'
         THEN ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder)
    END AS labels,
    EXISTS (SELECT
            FROM pg_catalog.pg_depend AS d
            WHERE d.refclassid = 'pg_catalog.pg_type'::regclass AND d.deptype = 'n'
              AND d.refobjid IN (t.oid, t.typarray,
                                 (SELECT r.rngmultitypid FROM pg_catalog.pg_range AS r WHERE r.rngtypid = t.oid))
              -- The constructors of a range were made with it.
              AND NOT (d.classid = 'pg_catalog.pg_proc'::regclass AND EXISTS (
                       SELECT FROM pg_catalog.pg_depend AS o
                       WHERE o.classid = d.classid AND o.objid = d.objid AND o.deptype = 'i'
                         AND o.refclassid = 'pg_catalog.pg_type'::regclass))) AS is_used
FROM pg_catalog.pg_type AS t
JOIN schemas AS s ON s.schema_oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
WHERE (t.typtype IN ('d', 'e', 'r') OR (t.typtype = 'c' AND c.relkind = 'c'))
  AND NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE (e.catalog_oid = 'pg_catalog.pg_type'::regclass AND e.object_oid = t.oid)
                     OR (e.catalog_oid = 'pg_catalog.pg_class'::regclass AND e.object_oid = t.typrelid))
