-- id          = "many-relations"
-- title       = "Database with very many tables and indexes"
-- severity    = "info"
-- object      = "database"
-- confidence  = "medium"
-- reads       = ["database_volume"]
-- message     = "{{ object_name }} has {{ relations }} relations: {{ tables }} tables and {{ indexes }} indexes"
-- remediation = "Merge tables that differ only in the tenant or the day, use fewer partitions, or spread tenants over databases."
-- since       = "0.1.0"
-- tags        = ["performance", "operation"]
-- [params.min_relations]
-- default = 100000
-- about   = "Relations from which a database is reported."
-- ---
-- ## What it does
-- Counts the relations of this database.
--
-- ## Why it matters
-- Each session keeps what it saw of them in memory; dumps, upgrades, VACUUM of the whole database and the planning
-- over many partitions take time for each.
--
-- ## How to fix
-- A schema for each tenant is comfortable up to some hundred tenants.
--
-- ## False positives
-- Servers made for it.
--
-- ## Sources
-- pghero issues of users whose tools stop at such numbers; PostgreSQL documentation, "pg_upgrade".

SELECT
    NULL AS schema_name,
    v.qualified AS object_name,
    v.relations,
    v.tables,
    v.indexes
FROM database_volume AS v
CROSS JOIN params AS p
WHERE v.relations >= p.min_relations
