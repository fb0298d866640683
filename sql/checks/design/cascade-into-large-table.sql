-- id          = "cascade-into-large-table"
-- title       = "ON DELETE CASCADE into a large table"
-- severity    = "info"
-- object      = "constraint"
-- confidence  = "medium"
-- reads       = ["foreign_keys"]
-- message     = "{{ table_name }}.{{ constraint_name }}: one DELETE on {{ referenced_table }} may delete any number of the {{ row_estimate }} rows of {{ table_name }}"
-- remediation = "Decide whether it should: NO ACTION with a job that deletes in batches keeps transactions short."
-- since       = "0.1.0"
-- tags        = ["locking", "design"]
-- [params.min_rows]
-- default = 1000000
-- about   = "Rows, as last counted, from which the table counts as large."
-- ---
-- ## What it does
-- Looks for foreign keys with ON DELETE CASCADE whose referencing table has at least `min_rows` rows.
--
-- ## Why it matters
-- A DELETE of one row of the parent deletes its rows here in the same transaction: long locks, much WAL, replicas that
-- lag and, after a mistake, a large loss.
--
-- ## How to fix
-- Change the action to NO ACTION and delete the rows in batches before the parent row.
--
-- ## False positives
-- Few rows belong to each parent row, as with the lines of an order.
--
-- ## Sources
-- PostgreSQL documentation, "Foreign Keys".

SELECT
    f.schema_name,
    f.qualified AS object_name,
    f.table_name,
    f.table_qualified,
    f.constraint_name,
    f.referenced_qualified AS referenced_table,
    f.row_estimate::bigint AS row_estimate
FROM foreign_keys AS f
CROSS JOIN params AS p
WHERE f.on_delete = 'cascade'
  AND f.row_estimate >= p.min_rows
