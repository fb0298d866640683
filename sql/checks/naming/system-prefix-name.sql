-- id          = "system-prefix-name"
-- title       = "Name that begins like those of the system"
-- severity    = "info"
-- object      = "table"
-- reads       = ["named_objects", "system_relation_names"]
-- message     = "{{ described }} {% if is_hidden %}is hidden by the one of pg_catalog: its name means that unless the schema is written{% else %}begins with pg_, as the system's own{% endif %}"
-- remediation = "Rename it together with the code that names it: names that begin with pg_ belong to the system, and the next release may use this one."
-- since       = "0.1.0"
-- tags        = ["readability"]
-- ---
-- ## What it does
-- Looks for tables, views, functions and types of users whose name begins with `pg_`. One that has the name of a table or view
-- of the system catalog is a warning, whatever it begins with.
--
-- ## Why it matters
-- `pg_catalog` is searched before all other schemas. A table that has the name of a catalog is never found by its name alone,
-- and one that has such a name in the next release changes its meaning with the upgrade. Tools leave out what begins with
-- `pg_`, so such a table is missing in reports and dumps.
--
-- ## How to fix
-- `ALTER ... RENAME` is instant once it gets its lock.
--
-- ## False positives
-- Views and functions that an administrator has made in the place of those of an extension, such as monitoring wrappers.
--
-- ## Sources
-- PostgreSQL documentation, "The System Catalog Schema": names beginning with pg_ are best avoided.

SELECT
    o.schema_name,
    o.object_kind,
    o.object_name,
    o.name,
    concat_ws(' ', o.object_kind, o.name) AS described,
    s.relation_name IS NOT NULL AS is_hidden,
    CASE WHEN s.relation_name IS NOT NULL THEN 'warning' END AS severity,
    NULL AS fix_sql,
    NULL AS undo_sql
FROM named_objects AS o
LEFT JOIN system_relation_names AS s ON s.relation_name = o.name AND o.place LIKE 'relation %' AND o.is_in_queries
WHERE o.is_in_queries AND o.object_kind <> 'column'
  AND (starts_with(o.name, 'pg_') OR s.relation_name IS NOT NULL)
