-- id          = "orphaned-sequence"
-- title       = "Sequence that nothing refers to"
-- severity    = "info"
-- object      = "sequence"
-- confidence  = "low"
-- reads       = ["sequence_definitions", "sequence_uses"]
-- message     = "{{ sequence_name }} feeds no column and belongs to none{% if last_value %}; its last value was {{ last_value }}{% endif %}"
-- remediation = "Search the application and the bodies of functions for its name. Drop it if nothing calls it."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- ---
-- ## What it does
-- Looks for sequences that belong to no column, and to which no default, view, rule or parsed function body refers.
--
-- ## Why it matters
-- It is mostly what is left of a table that is gone, and sends who reads the schema on a false track.
--
-- ## How to fix
-- DROP SEQUENCE, after a search: a function whose body is text, or an application, may call nextval by name.
--
-- ## False positives
-- Sequences that an application draws numbers from by itself, as many object mappers do.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE SEQUENCE", OWNED BY, and "pg_depend".

SELECT
    s.schema_name,
    s.qualified AS object_name,
    s.sequence_name,
    CASE WHEN s.is_readable AND NOT s.is_absent THEN pg_sequence_last_value(s.sequence_oid) END AS last_value
FROM sequence_definitions AS s
LEFT JOIN sequence_uses AS u ON u.sequence_oid = s.sequence_oid
WHERE u.sequence_oid IS NULL
