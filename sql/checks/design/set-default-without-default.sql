-- id          = "set-default-without-default"
-- title       = "Foreign key with SET DEFAULT on a column without a default"
-- severity    = "info"
-- object      = "constraint"
-- reads       = ["columns", "foreign_keys"]
-- message     = "{{ table_name }}.{{ constraint_name }}: {{ event }} SET DEFAULT, but {{ column_names }} has no default, so it {% if is_not_null %}fails{% else %}becomes NULL{% endif %}"
-- remediation = "{% if is_not_null %}Give the column a default that exists in the referenced table, or choose another action.{% else %}Write SET NULL if that is meant, or give the column a default that exists in the referenced table.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for foreign keys with SET DEFAULT as action on columns without a default. Where the column is NOT NULL, the
-- finding is a `warning`.
--
-- ## Why it matters
-- The default of a column without one is NULL: the action does what SET NULL does, or fails where NULL is forbidden.
--
-- ## How to fix
-- Say what is meant.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLE", referential actions.

WITH bare AS (
    SELECT
        f.constraint_oid,
        string_agg(c.column_name, ', ' ORDER BY c.ordinal) AS column_names,
        bool_or(c.is_not_null) AS is_not_null
    FROM foreign_keys AS f
    JOIN columns AS c ON c.table_oid = f.table_oid AND NOT c.has_default
     AND (f.on_delete = 'set default' AND c.column_name = ANY (f.delete_columns)
          OR f.on_update = 'set default' AND c.column_name = ANY (f.column_names))
    WHERE 'set default' IN (f.on_delete, f.on_update)
    GROUP BY f.constraint_oid
)
SELECT
    f.schema_name,
    f.qualified AS object_name,
    f.table_name,
    f.table_qualified,
    f.constraint_name,
    CASE WHEN f.on_delete = 'set default' THEN 'ON DELETE' ELSE 'ON UPDATE' END AS event,
    b.column_names,
    b.is_not_null,
    CASE WHEN b.is_not_null THEN 'warning' END AS severity
FROM bare AS b
JOIN foreign_keys AS f ON f.constraint_oid = b.constraint_oid
