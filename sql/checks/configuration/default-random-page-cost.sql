-- id          = "default-random-page-cost"
-- title       = "Cost of random reads as of turning disks"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "low"
-- reads       = ["database_volume", "settings"]
-- message     = "random_page_cost is {{ value }}: the planner takes a random read for {{ factor }} times as dear as a sequential one"
-- remediation = "On SSDs and most network storage set it to 1.1 and {{ activation }}; on turning disks leave it."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_database_bytes]
-- default = 2147483648
-- about   = "Databases smaller than so many bytes are not reported."
-- ---
-- ## What it does
-- Looks for the default of random_page_cost with a database of `min_database_bytes` at least. What disks the server
-- has cannot be seen with SQL.
--
-- ## Why it matters
-- On SSDs a random read costs little more than a sequential one. With the default, the planner prefers sequential
-- scans to index scans that would be faster.
--
-- ## How to fix
-- Set it for the server, or for the tablespace that lies on SSDs: ALTER TABLESPACE ... SET (random_page_cost = 1.1).
--
-- ## False positives
-- Turning disks, and databases that fit in memory and have costs tuned otherwise.
--
-- ## Sources
-- PostgreSQL documentation, "Planner Cost Constants", random_page_cost. pg_gather reports more than 1.2, pgtune sets
-- 1.1 for SSDs.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    round((s.value::float8 / NULLIF(q.value::float8, 0))::numeric, 1) AS factor,
    s.activation
FROM settings AS s
JOIN settings AS q ON q.name = 'seq_page_cost'
CROSS JOIN database_volume AS v
CROSS JOIN params AS p
WHERE s.name = 'random_page_cost' AND s.is_default AND v.bytes >= p.min_database_bytes
