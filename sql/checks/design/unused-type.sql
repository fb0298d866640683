-- id          = "unused-type"
-- title       = "Type that nothing uses"
-- severity    = "info"
-- object      = "type"
-- confidence  = "medium"
-- reads       = ["user_types"]
-- message     = "{{ 'Domain' if kind == 'domain' else 'Enum' if kind == 'enum' else 'Range type' if kind == 'range' else 'Composite type' }} {{ type_name }} is used by no column, function or other type"
-- remediation = "Drop it with DROP {% if kind == 'domain' %}DOMAIN{% else %}TYPE{% endif %}, if no code names it as a text."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- ---
-- ## What it does
-- Looks for domains, enums, ranges and composite types on which nothing depends. Types of extensions and the row
-- types of tables are left out.
--
-- ## Why it matters
-- A type that nobody uses misleads whoever reads the schema, and is easily taken for the list of values that holds.
--
-- ## How to fix
-- Search the bodies of functions and the code of the applications for its name, then drop it.
--
-- ## False positives
-- PL/pgSQL functions name types in their text, where PostgreSQL sees no dependency; applications may cast to it.
--
-- ## Sources
-- PostgreSQL documentation, "Dependency Tracking".

SELECT
    y.schema_name,
    y.qualified AS object_name,
    y.type_name,
    y.kind
FROM user_types AS y
WHERE NOT y.is_used
