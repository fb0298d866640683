-- id = "column_collations"
-- reads = ["columns"]
-- ---
-- Columns of types that have a collation, with its name and whether it takes different texts for equal.
SELECT
    c.*,
    o.collname::text AS collation_name,
    o.collisdeterministic AS is_deterministic
FROM columns AS c
JOIN pg_catalog.pg_collation AS o ON o.oid = c.collation_oid
