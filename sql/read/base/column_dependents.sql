-- id = "column_dependents"
-- ---
-- What keeps ALTER TABLE from changing the type of a column by itself: PostgreSQL refuses while a view, a rule, a policy,
-- a trigger, a function with a parsed body, another column's expression or a partition key uses it, and both sides of a
-- foreign key have to change together.
SELECT
    d.refobjid AS table_oid,
    d.refobjsubid AS ordinal,
    CASE d.classid
        WHEN 'pg_catalog.pg_rewrite'::regclass THEN 'view'
        WHEN 'pg_catalog.pg_policy'::regclass THEN 'policy'
        WHEN 'pg_catalog.pg_trigger'::regclass THEN 'trigger'
        WHEN 'pg_catalog.pg_proc'::regclass THEN 'function'
        WHEN 'pg_catalog.pg_class'::regclass THEN 'partition key'
        ELSE 'publication'
    END AS kind
FROM pg_catalog.pg_depend AS d
WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0
  AND (d.classid IN ('pg_catalog.pg_rewrite'::regclass, 'pg_catalog.pg_policy'::regclass, 'pg_catalog.pg_trigger'::regclass,
                     'pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_publication_rel'::regclass)
       OR (d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = d.refobjid))
UNION ALL
SELECT f.adrelid, d.refobjsubid, 'generated column'
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attrdef AS f ON f.oid = d.objid
WHERE d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass
  AND d.refobjid = f.adrelid AND d.refobjsubid > 0 AND d.refobjsubid <> f.adnum
UNION ALL
SELECT k.conrelid, u.attnum, 'foreign key'
FROM pg_catalog.pg_constraint AS k CROSS JOIN LATERAL unnest(k.conkey) AS u (attnum)
WHERE k.contype = 'f'
UNION ALL
SELECT k.confrelid, u.attnum, 'foreign key'
FROM pg_catalog.pg_constraint AS k CROSS JOIN LATERAL unnest(k.confkey) AS u (attnum)
WHERE k.contype = 'f'
