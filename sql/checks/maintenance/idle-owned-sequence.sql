-- id          = "idle-owned-sequence"
-- title       = "Sequence that its column does not use"
-- severity    = "info"
-- object      = "sequence"
-- confidence  = "medium"
-- reads       = ["sequence_columns", "sequence_definitions", "sequence_uses"]
-- message     = "{{ sequence_name }} belongs to {{ table_qualified }}.{{ column_name }}, whose {% if has_default %}default does not use it{% else %}default is missing{% endif %}"
-- remediation = "{% if has_default %}Drop the sequence if nothing calls it by name.{% else %}Set the default to nextval() of the sequence if inserts rely on it, or drop the sequence.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["correctness", "maintainability"]
-- ---
-- ## What it does
-- Looks for sequences that belong to a column (OWNED BY) which does not take its values from them, neither by default
-- nor as identity.
--
-- ## Why it matters
-- Either a default was dropped by mistake, and inserts without a value fail or store NULL, or the sequence is a
-- leftover.
--
-- ## How to fix
-- Decide which; ALTER TABLE ... ALTER COLUMN ... SET DEFAULT takes an exclusive lock for a moment.
--
-- ## False positives
-- A trigger or the application draws the numbers.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE SEQUENCE", OWNED BY, and "Serial Types".

SELECT
    s.schema_name,
    s.qualified AS object_name,
    s.sequence_name,
    c.table_name,
    c.table_qualified,
    c.column_name,
    c.has_default
FROM sequence_definitions AS s
JOIN sequence_columns AS c ON c.sequence_oid = s.sequence_oid AND c.is_owner AND NOT c.is_source
WHERE NOT EXISTS (SELECT FROM sequence_columns AS x WHERE x.sequence_oid = s.sequence_oid AND x.is_source)
