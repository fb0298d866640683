-- id          = "cycling-sequence-on-key"
-- title       = "Sequence of a key that starts again at its end"
-- severity    = "warning"
-- object      = "sequence"
-- reads       = ["indexes", "sequence_columns", "sequence_definitions"]
-- message     = "{{ sequence_name }} cycles, but feeds {{ table_qualified }}.{{ column_name }}, whose values must be unique"
-- remediation = "Switch CYCLE off: a plain error says better what is wrong than duplicate keys do. Widen the column and the sequence before it ends."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for sequences with CYCLE that feed a column with a unique index of its own.
--
-- ## Why it matters
-- When the sequence ends, it hands out numbers that rows still have: inserts fail one here, one there, or take over the
-- numbers of deleted rows to which other systems still refer.
--
-- ## How to fix
-- NO CYCLE takes effect at once.
--
-- ## False positives
-- Tables whose old rows are deleted long before the sequence comes round.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE SEQUENCE", CYCLE.

SELECT DISTINCT ON (s.sequence_oid)
    s.schema_name,
    s.qualified AS object_name,
    s.sequence_name,
    c.table_name,
    c.table_qualified,
    c.column_name,
    format('ALTER SEQUENCE %s NO CYCLE', s.qualified) AS fix_sql,
    format('ALTER SEQUENCE %s CYCLE', s.qualified) AS undo_sql
FROM sequence_definitions AS s
JOIN sequence_columns AS c ON c.sequence_oid = s.sequence_oid AND c.is_source
JOIN indexes AS i ON i.table_oid = c.table_oid AND i.is_unique AND i.key_columns = ARRAY[c.column_name] AND NOT i.is_partial
WHERE s.is_cycling
ORDER BY s.sequence_oid, c.table_qualified, c.column_name
