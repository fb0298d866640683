-- id          = "row-exceeds-page"
-- title       = "Table whose rows do not fit on a page when filled"
-- severity    = "warning"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["columns", "tables"]
-- message     = "A row of {{ qualified }} with all of its {{ columns }} columns filled takes at least {{ row_bytes }} bytes, more than the {{ limit_bytes }} that fit on a page: such an INSERT fails"
-- remediation = "Split the table, or put columns that are rarely used into one jsonb column."
-- since       = "0.1.0"
-- tags        = ["availability", "storage"]
-- ---
-- ## What it does
-- Adds up what a row takes at the least if no column is NULL and all long values were moved out by TOAST, which leaves 18
-- bytes of each in the row. Partitions are like their root, which alone is reported.
--
-- ## Why it matters
-- A row cannot be larger than a page. The table works as long as most columns are NULL, and fails for the first row that
-- is not: "row is too big".
--
-- ## How to fix
-- There is no setting for it; a larger block size is a server of its own.
--
-- ## False positives
-- Tables where rules of the application keep most columns NULL, or their texts short.
--
-- ## Sources
-- PostgreSQL documentation, "TOAST" and "PostgreSQL Limits"; RelationGetBufferForTuple() in hio.c.

WITH sizes AS (
    SELECT
        c.table_oid,
        count(*) AS columns,
        -- Header and null bitmap; 18 bytes is a pointer into TOAST.
        24 + count(*) / 8 + sum(CASE WHEN c.byte_length > 0 THEN c.byte_length ELSE 18 END) AS row_bytes
    FROM columns AS c
    JOIN tables AS t ON t.table_oid = c.table_oid
    WHERE t.attribute_count >= 200 AND NOT t.is_foreign AND NOT t.is_partition
    GROUP BY c.table_oid
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.qualified,
    s.columns,
    s.row_bytes,
    t.block_size - 32 AS limit_bytes
FROM sizes AS s
JOIN tables AS t ON t.table_oid = s.table_oid
WHERE s.row_bytes > t.block_size - 32
