-- id          = "large-catalog"
-- title       = "System catalog of unusual size"
-- severity    = "info"
-- object      = "database"
-- confidence  = "medium"
-- reads       = ["catalog_tables"]
-- message     = "The system catalog of {{ object_name }} takes {{ bytes | bytes }}, most of it in {{ largest }} ({{ largest_bytes | bytes }})"
-- remediation = "See whether there are so many tables, columns and partitions, or whether the catalog has swelled: SELECT count(*) FROM {{ largest }}. VACUUM FULL makes a catalog small again and blocks nearly everything meanwhile."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.min_bytes]
-- default = 1073741824
-- about   = "Smaller catalogs are not reported."
-- ---
-- ## What it does
-- Adds up the sizes of the tables of the system catalog, large objects left out, as VACUUM noted them last.
--
-- ## Why it matters
-- New connections, pg_dump, autovacuum and every look of a tool at the schema read much of it. A hundred thousand tables
-- need less than a gigabyte.
--
-- ## How to fix
-- Fewer partitions and no temporary tables in each transaction; VACUUM FULL of single catalogs in a maintenance window.
--
-- ## False positives
-- Databases with hundreds of thousands of tables, or with very many functions.
--
-- ## Sources
-- PostgreSQL documentation, "System Catalogs". pg_gather warns above 15 to 20 MB.

SELECT
    NULL AS schema_name,
    quote_ident(current_database()) AS object_name,
    s.bytes,
    s.largest,
    s.largest_bytes
FROM (
    SELECT
        sum(c.bytes)::bigint AS bytes,
        max(c.bytes) AS largest_bytes,
        (array_agg(c.qualified ORDER BY c.bytes DESC))[1] AS largest
    FROM catalog_tables AS c
    WHERE c.table_name NOT IN ('pg_largeobject', 'pg_largeobject_metadata')
) AS s
CROSS JOIN params AS p
WHERE s.bytes >= p.min_bytes
