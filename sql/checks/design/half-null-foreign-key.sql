-- id          = "half-null-foreign-key"
-- title       = "Composite foreign key that half a NULL switches off"
-- severity    = "warning"
-- object      = "constraint"
-- confidence  = "medium"
-- reads       = ["columns", "constraints", "foreign_keys"]
-- message     = "{{ table_name }}.{{ constraint_name }}: a row with NULL in one of ({{ nullable_columns }}) and a value in another is not checked"
-- remediation = "Declare the columns NOT NULL, or add a check such as CHECK (num_nulls({{ nullable_columns }}) IN (0, {{ nullable_count }})), or use MATCH FULL if all columns may be NULL together."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for foreign keys of several columns with MATCH SIMPLE, as is the default, two or more of whose columns may be
-- NULL. A key with one nullable column is left out: NULL there says plainly that there is no reference. So is one whose
-- nullable columns appear together in a check constraint with num_nulls, num_nonnulls or IS NULL.
--
-- ## Why it matters
-- With MATCH SIMPLE one NULL is enough for the whole key not to be checked: (1, NULL) is accepted though no row has a
-- first column of 1.
--
-- ## How to fix
-- Look for such rows before; each way refuses them.
--
-- ## False positives
-- A check in a trigger or in the application.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLE", MATCH FULL and MATCH SIMPLE. pg-index-health reports keys with any nullable
-- column.

WITH nullable AS (
    SELECT
        f.*,
        n.nullable_columns,
        n.nullable_names,
        cardinality(n.nullable_names) AS nullable_count
    FROM foreign_keys AS f
    CROSS JOIN LATERAL (
        SELECT string_agg(c.quoted_name, ', ' ORDER BY c.ordinal) AS nullable_columns,
               array_agg(c.column_name) AS nullable_names
        FROM columns AS c
        WHERE c.table_oid = f.table_oid AND c.column_name = ANY (f.column_names) AND NOT c.is_not_null
    ) AS n
    WHERE cardinality(f.column_names) > 1 AND f.match_type = 'simple'
)
SELECT
    n.schema_name,
    n.qualified AS object_name,
    n.table_name,
    n.table_qualified,
    n.constraint_name,
    n.nullable_columns,
    n.nullable_count
FROM nullable AS n
WHERE n.nullable_count > 1
  AND NOT EXISTS (SELECT FROM constraints AS k
                  WHERE k.table_oid = n.table_oid AND k.kind = 'check'
                    AND k.column_names @> n.nullable_names
                    AND k.expression ~* 'num_(non)?nulls|IS (NOT )?NULL')
