-- id          = "wide-row"
-- title       = "Rows so wide that few fit on a page"
-- severity    = "info"
-- object      = "table"
-- reads       = ["heap_columns", "tables"]
-- message     = "A row of {{ qualified }} takes {{ row_bytes }} bytes on average, without what TOAST moved out: {{ rows_a_page }} on a page of {{ block_size }}"
-- remediation = "Move columns that few queries read to a table of their own with the same key, and see whether long values can be compressed or moved out (SET STORAGE, toast_tuple_target)."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.min_row_bytes]
-- default = 2000
-- about   = "Average row, in bytes, from which a table is reported; TOAST tries to keep rows below about 2000."
-- [params.min_bytes]
-- default = 104857600
-- about   = "Smaller tables are not reported."
-- ---
-- ## What it does
-- Sums up the average widths of the columns of each large table as ANALYZE found them: values that TOAST moved out count
-- as the pointer that stays, compressed ones as they are.
--
-- ## Why it matters
-- Each query that reads one column reads the page with all of them, and each update writes the whole row again.
--
-- ## How to fix
-- Split the table by what is read together. Many columns of fixed length cannot be moved out by TOAST.
--
-- ## False positives
-- Tables that are always read as whole rows.
--
-- ## Sources
-- PostgreSQL documentation, "TOAST"; TOAST_TUPLE_TARGET in heaptoast.h.

WITH widths AS (
    SELECT h.table_qualified, round(sum((1 - h.null_fraction) * h.avg_width))::bigint AS row_bytes
    FROM heap_columns AS h
    WHERE NOT h.is_dropped
    GROUP BY h.table_qualified
    HAVING bool_and(h.avg_width IS NOT NULL)
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.qualified,
    t.bytes,
    t.block_size,
    w.row_bytes,
    GREATEST((t.block_size - 24) / (w.row_bytes + 28), 1) AS rows_a_page
FROM widths AS w
JOIN tables AS t ON t.qualified = w.table_qualified
CROSS JOIN params AS p
WHERE t.bytes >= p.min_bytes AND w.row_bytes >= p.min_row_bytes
