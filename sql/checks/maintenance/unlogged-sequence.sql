-- id          = "unlogged-sequence"
-- title       = "Unlogged sequence of a table that survives a crash"
-- severity    = "warning"
-- object      = "sequence"
-- reads       = ["sequence_columns", "sequence_definitions", "tables"]
-- message     = "{{ sequence_name }} is unlogged, but feeds {{ table_qualified }}.{{ column_name }}, which is not: after a crash it starts at {{ start_value }} again"
-- remediation = "Make the sequence logged."
-- since       = "0.1.0"
-- tags        = ["correctness", "availability"]
-- ---
-- ## What it does
-- Looks for unlogged sequences (PostgreSQL 15 and later) that feed a column of a permanent table.
--
-- ## Why it matters
-- After a crash an unlogged sequence is reset to its start, while the table keeps its rows: inserts then meet numbers
-- that are taken. On a replica it has no value at all.
--
-- ## How to fix
-- SET LOGGED writes the one page of the sequence to WAL.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE SEQUENCE", UNLOGGED.

SELECT DISTINCT ON (s.sequence_oid)
    s.schema_name,
    s.qualified AS object_name,
    s.sequence_name,
    c.table_name,
    c.table_qualified,
    c.column_name,
    s.start_value,
    format('ALTER SEQUENCE %s SET LOGGED', s.qualified) AS fix_sql,
    format('ALTER SEQUENCE %s SET UNLOGGED', s.qualified) AS undo_sql
FROM sequence_definitions AS s
JOIN sequence_columns AS c ON c.sequence_oid = s.sequence_oid AND c.is_source
JOIN tables AS t ON t.table_oid = c.table_oid AND NOT t.is_unlogged
WHERE s.is_unlogged
ORDER BY s.sequence_oid, c.table_qualified, c.column_name
