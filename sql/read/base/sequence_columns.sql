-- id = "sequence_columns"
-- reads = ["columns"]
-- ---
-- Columns that a sequence feeds: identity, serial, or any default that calls nextval() on a constant name. Partitions
-- and heirs are left out, their column being that of the parent. `is_owner`: the sequence belongs to the column and goes
-- when it is dropped; `is_source`: the column takes its values from it, by default or as identity.
SELECT DISTINCT ON (u.sequence_oid, c.table_oid, c.ordinal)
    u.sequence_oid,
    u.is_owner,
    bool_or(NOT u.is_owner OR c.identity_kind IS NOT NULL)
        OVER (PARTITION BY u.sequence_oid, c.table_oid, c.ordinal) AS is_source,
    c.*
FROM (
    SELECT d.objid AS sequence_oid, d.refobjid AS table_oid, d.refobjsubid AS ordinal, true AS is_owner
    FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass
      AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
    UNION ALL
    SELECT d.refobjid, a.adrelid, a.adnum, false
    FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_attrdef AS a ON a.oid = d.objid
    WHERE d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass
      AND d.deptype = 'n'
) AS u
JOIN columns AS c ON c.table_oid = u.table_oid AND c.ordinal = u.ordinal
WHERE NOT c.in_partition AND NOT c.is_inherited
ORDER BY u.sequence_oid, c.table_oid, c.ordinal, u.is_owner DESC
