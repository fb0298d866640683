-- id          = "foreign-key-to-inheritance-parent"
-- title       = "Foreign key to a table whose heirs hold rows of their own"
-- severity    = "warning"
-- object      = "constraint"
-- confidence  = "medium"
-- reads       = ["foreign_keys", "heirs"]
-- message     = "{{ table_name }}.{{ constraint_name }} refers to {{ referenced_table }}, but finds no rows of its heirs, such as {{ heir }}"
-- remediation = "Use declarative partitioning for the parent, whose keys span all partitions, or refer to a table of keys that all heirs share."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for foreign keys that refer to a table from which other tables inherit (INHERITS). Partitioned tables are not
-- meant: their keys span all partitions. Those whose heirs are all empty, as last counted, are left out.
--
-- ## Why it matters
-- SELECT on the parent shows the rows of the heirs, but the foreign key looks only into the parent itself: rows that
-- everybody sees cannot be referred to.
--
-- ## How to fix
-- See remediation; there is no option that makes a key look into heirs.
--
-- ## False positives
-- Only the parent's own rows are to be referred to.
--
-- ## Sources
-- PostgreSQL documentation, "Inheritance", Caveats.

SELECT
    f.schema_name,
    f.qualified AS object_name,
    f.table_name,
    f.table_qualified,
    f.constraint_name,
    f.referenced_qualified AS referenced_table,
    h.heir
FROM foreign_keys AS f
JOIN (
    SELECT i.parent_oid, min(i.qualified) AS heir
    FROM heirs AS i
    WHERE i.row_estimate IS NULL OR i.row_estimate > 0
    GROUP BY i.parent_oid
) AS h ON h.parent_oid = f.referenced_oid
