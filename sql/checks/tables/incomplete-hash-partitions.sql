-- id          = "incomplete-hash-partitions"
-- title       = "Hash partitions that do not cover every row"
-- severity    = "error"
-- object      = "table"
-- reads       = ["partitioned_tables", "partitions"]
-- message     = "{{ table_qualified }} lacks hash partitions for {{ missing_percent }} % of all keys: such rows are refused"
-- remediation = "Create the partitions for the missing remainders."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- ---
-- ## What it does
-- Adds up the shares of a table's hash partitions, one modulus-th each, and reports tables where they are less than the
-- whole. Tables without any partition are another check's.
--
-- ## Why it matters
-- Rows whose key hashes to a missing remainder cannot be inserted, which fails for some keys only and seems to come and
-- go.
--
-- ## How to fix
-- CREATE TABLE ... PARTITION OF ... FOR VALUES WITH (MODULUS m, REMAINDER r) for each remainder that is missing.
--
-- ## False positives
-- Partitions that are being created just now.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLE", PARTITION OF: hash partitions have no default partition.

SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    t.qualified AS table_qualified,
    s.partitions,
    round(100 * (1 - s.covered / s.parts::numeric), 1) AS missing_percent
FROM (
    -- Each modulus divides the largest, so that the sum is exact.
    SELECT p.parent_oid, count(*) AS partitions, sum(m.parts / p.modulus) AS covered, m.parts
    FROM partitions AS p
    JOIN (SELECT x.parent_oid, max(x.modulus) AS parts FROM partitions AS x GROUP BY x.parent_oid) AS m
      ON m.parent_oid = p.parent_oid
    WHERE p.modulus IS NOT NULL
    GROUP BY p.parent_oid, m.parts
) AS s
JOIN partitioned_tables AS t ON t.table_oid = s.parent_oid
WHERE s.covered < s.parts
