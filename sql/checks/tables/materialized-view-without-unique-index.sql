-- id          = "materialized-view-without-unique-index"
-- title       = "Materialised view that cannot be read while it is refreshed"
-- severity    = "info"
-- object      = "materialized view"
-- reads       = ["materialized_views"]
-- message     = "{{ qualified }} ({{ bytes | bytes }}) has no unique index that REFRESH ... CONCURRENTLY could use: each refresh locks out all readers"
-- remediation = "Create a unique index on the columns that identify its rows, without WHERE and expressions, and refresh it CONCURRENTLY."
-- since       = "0.1.0"
-- tags        = ["availability", "performance"]
-- [params.min_bytes]
-- default = 1048576
-- about   = "Smaller views are not reported; they are refreshed in no time."
-- ---
-- ## What it does
-- Looks for filled materialised views without a valid unique index on columns alone.
--
-- ## Why it matters
-- Without CONCURRENTLY a refresh holds an exclusive lock for as long as its query takes, and readers wait.
--
-- ## How to fix
-- CREATE UNIQUE INDEX CONCURRENTLY, on what the view groups by.
--
-- ## False positives
-- Views that are refreshed when nobody reads them.
--
-- ## Sources
-- PostgreSQL documentation, "REFRESH MATERIALIZED VIEW", CONCURRENTLY.

SELECT
    m.schema_name,
    m.qualified AS object_name,
    m.qualified,
    m.bytes,
    m.row_estimate
FROM materialized_views AS m
CROSS JOIN params AS p
WHERE m.is_populated AND NOT m.has_unique_index AND m.bytes >= p.min_bytes
