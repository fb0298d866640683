-- id          = "upgrade-blocking-type"
-- title       = "Column of a type that stops pg_upgrade"
-- severity    = "warning"
-- object      = "column"
-- reads       = ["columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}, whose values pg_upgrade cannot carry to another major version"
-- remediation = "Change it to text before the next upgrade, and cast where it is used."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- ---
-- ## What it does
-- Looks for table columns of types that store OIDs of catalog rows which pg_upgrade does not preserve: regproc,
-- regprocedure, regoper, regoperator, regconfig, regdictionary, regcollation and regnamespace; and of aclitem, whose
-- format changed in 16, and unknown. Domains over them and arrays of them count. regclass, regrole and regtype are
-- fine.
--
-- ## Why it matters
-- pg_upgrade refuses the whole cluster as long as such a column exists. One usually learns that in the maintenance
-- window.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE text stores the name instead of the number, and survives the upgrade. The table is rewritten.
--
-- ## False positives
-- Clusters that will be moved by dump and restore or by logical replication.
--
-- ## Sources
-- PostgreSQL documentation, "pg_upgrade"; check_for_data_types_usage in src/bin/pg_upgrade/check.c. splinter 0018
-- reports the reg types.

SELECT
    c.schema_name,
    c.qualified AS object_name,
    c.table_name,
    c.column_name,
    c.type_name
FROM columns AS c
WHERE rtrim(c.base_type, '[]') IN ('regproc', 'regprocedure', 'regoper', 'regoperator', 'regconfig', 'regdictionary',
                                   'regcollation', 'regnamespace', 'unknown',
                                   CASE WHEN current_setting('server_version_num')::integer < 160000 THEN 'aclitem' END)
  AND NOT c.in_partition AND NOT c.is_inherited
