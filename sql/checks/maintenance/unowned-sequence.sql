-- id          = "unowned-sequence"
-- title       = "Sequence that outlives the column it feeds"
-- severity    = "info"
-- object      = "sequence"
-- reads       = ["sequence_columns", "sequence_definitions", "tables"]
-- message     = "{{ sequence_name }} feeds {{ table_qualified }}.{{ column_name }} alone, but does not belong to it"
-- remediation = "Let the column own it: then it is dropped, renamed with ALTER TABLE ... SET SCHEMA, and reset by TRUNCATE ... RESTART IDENTITY with its table."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- ---
-- ## What it does
-- Looks for sequences that feed one column by its default and belong to no column. Table and sequence must have the
-- same owner and schema, as ownership demands.
--
-- ## Why it matters
-- Dropping the table leaves the sequence behind, TRUNCATE ... RESTART IDENTITY does not restart it, and a dump of the
-- table alone lacks it.
--
-- ## How to fix
-- OWNED BY takes effect at once, with no lock on the table's rows.
--
-- ## False positives
-- Sequences that an application uses for other things besides.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE SEQUENCE", OWNED BY.

SELECT
    s.schema_name,
    s.qualified AS object_name,
    s.sequence_name,
    u.table_qualified,
    u.table_name,
    u.column_name,
    format('ALTER SEQUENCE %s OWNED BY %s', s.qualified, u.column_qualified) AS fix_sql,
    format('ALTER SEQUENCE %s OWNED BY NONE', s.qualified) AS undo_sql
FROM sequence_definitions AS s
JOIN (
    SELECT
        c.sequence_oid,
        min(c.table_oid) AS table_oid,
        min(c.table_name) AS table_name,
        min(c.table_qualified) AS table_qualified,
        min(c.column_name) AS column_name,
        min(c.qualified) AS column_qualified
    FROM sequence_columns AS c
    GROUP BY c.sequence_oid
    HAVING count(*) = 1 AND NOT bool_or(c.is_owner)
) AS u ON u.sequence_oid = s.sequence_oid
JOIN tables AS t ON t.table_oid = u.table_oid AND t.owner_oid = s.owner_oid AND t.schema_name = s.schema_name
