-- id = "sequence_uses"
-- ---
-- Sequences that something refers to: a column's default or identity, a view, a function with a parsed body, a rule. A
-- function whose body is text leaves no trace here.
SELECT DISTINCT d.refobjid AS sequence_oid
FROM pg_catalog.pg_depend AS d
WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.classid <> 'pg_catalog.pg_class'::regclass
UNION
SELECT d.objid
FROM pg_catalog.pg_depend AS d
WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass
  AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
