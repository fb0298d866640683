-- id          = "schema-per-tenant"
-- title       = "One schema for each tenant"
-- severity    = "info"
-- object      = "database"
-- confidence  = "medium"
-- reads       = ["tables"]
-- identity    = ["signature"]
-- message     = "{{ schema_count }} schemas, such as {{ examples }}, have the same {{ table_count }} tables"
-- remediation = "Up to some hundred schemas it works; plan for tables with a tenant column and row-level security before there are thousands."
-- since       = "0.1.0"
-- tags        = ["maintainability", "performance"]
-- [params.min_schemas]
-- default = 10
-- about   = "Schemas with the same tables from which they are reported."
-- [params.min_tables]
-- default = 3
-- about   = "Tables that each of them must have."
-- ---
-- ## What it does
-- Looks for `min_schemas` schemas or more that have the same `min_tables` tables or more, by their names. Partitions
-- do not count.
--
-- ## Why it matters
-- Each schema multiplies the catalogs: thousands of them make pg_dump, upgrades, autovacuum and each new connection
-- slow, every migration runs once a schema, and sessions that see many schemas keep a plan and a catalog entry for
-- each.
--
-- ## How to fix
-- Put the tenant into the primary key of shared tables and guard them with row-level security; move large tenants to
-- a database of their own.
--
-- ## False positives
-- Few tenants who need their data apart by contract.
--
-- ## Sources
-- PostgreSQL documentation, "Schemas" and "Row Security Policies". No other tool has the check.

WITH signatures AS (
    SELECT t.schema_name, count(*) AS table_count,
           md5(string_agg(t.table_name, ',' ORDER BY t.table_name COLLATE "C")) AS signature
    FROM tables AS t
    WHERE NOT t.is_partition
    GROUP BY t.schema_name
), groups AS (
    SELECT s.signature, s.table_count, count(*) AS schema_count,
           (array_agg(s.schema_name ORDER BY s.schema_name))[1:3] AS names
    FROM signatures AS s
    GROUP BY s.signature, s.table_count
)
SELECT
    NULL AS schema_name,
    format('%I', current_database()) AS object_name,
    g.signature,
    g.schema_count,
    g.table_count,
    array_to_string(g.names, ', ') AS examples
FROM groups AS g
CROSS JOIN params AS p
WHERE g.schema_count >= p.min_schemas AND g.table_count >= p.min_tables
