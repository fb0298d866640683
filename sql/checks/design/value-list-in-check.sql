-- id          = "value-list-in-check"
-- title       = "Long list of values in a CHECK constraint"
-- severity    = "info"
-- object      = "constraint"
-- confidence  = "medium"
-- reads       = ["constraints", "tables"]
-- message     = "{{ constraint_name }} on {{ table_qualified }} lists {{ value_count }} values"
-- remediation = "Put the values into a table and refer to it with a foreign key, if they change or have more to say than their name."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- [params.min_values]
-- default = 10
-- about   = "Values from which a list is reported."
-- ---
-- ## What it does
-- Looks for CHECK constraints that compare a column with a list of `min_values` values or more. Constraints of
-- partitions are left out.
--
-- ## Why it matters
-- Each new value is DDL with a lock, and a look at all rows. Programs cannot read the list to offer it, and its
-- meaning, order and translation have no place.
--
-- ## How to fix
-- Create the table from the list, add the foreign key NOT VALID, VALIDATE it, and drop the constraint.
--
-- ## False positives
-- Lists that come from a standard and never change.
--
-- ## Sources
-- PostgreSQL documentation, "Constraints". sqlcheck reports lists of values of any length, and enums.

WITH counted AS (
    SELECT
        k.*,
        cardinality(string_to_array(substring(k.definition FROM 'ARRAY\[(.*?)\](?:::|\)|$)'), ', ')) AS value_count
    FROM constraints AS k
    JOIN tables AS t ON t.table_oid = k.table_oid
    WHERE k.kind = 'check' AND NOT t.is_partition
      AND k.definition LIKE '%= ANY (%ARRAY[%'
)
SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.constraint_name,
    c.table_name,
    c.table_qualified,
    c.value_count
FROM counted AS c
CROSS JOIN params AS p
WHERE c.value_count >= p.min_values
