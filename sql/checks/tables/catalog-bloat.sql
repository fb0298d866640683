-- id          = "catalog-bloat"
-- title       = "System catalog full of dead rows"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["catalog_tables"]
-- message     = "{{ dead_percent }} % of the rows of {{ qualified }} ({{ bytes | bytes }}) are dead: {{ dead_rows }} of {{ all_rows }}"
-- remediation = "Vacuum it, and find what creates and drops so much: temporary tables made in each transaction, partitions, or ANALYZE of very many tables. If the dead rows stay, something holds them: see the checks named horizon-held-by, first of all the one of replication slots."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_dead_rows]
-- default = 100000
-- about   = "Catalogs with fewer dead rows are not reported."
-- [params.min_percent]
-- default = 50
-- about   = "Share of dead rows, in percent, from which a catalog is reported."
-- ---
-- ## What it does
-- Compares the counters of dead and live rows of the tables of the system catalog.
--
-- ## Why it matters
-- Every statement that is planned looks things up there, and every new connection reads much of it. A catalog that has
-- swelled makes all of that slow, and only VACUUM FULL under an exclusive lock makes it small again.
--
-- ## How to fix
-- VACUUM by a superuser or the owner of the database blocks nothing. Use one temporary table a session, and truncate it.
--
-- ## False positives
-- A moment after very many objects were dropped.
--
-- ## Sources
-- PostgreSQL documentation, "Routine Vacuuming". pg_gather warns of catalogs above 15 to 20 MB, which a few hundred tables
-- are enough for.

SELECT
    -- Of no schema that could be selected.
    NULL AS schema_name,
    c.qualified AS object_name,
    c.qualified,
    c.bytes,
    c.dead_rows,
    c.live_rows + c.dead_rows AS all_rows,
    round(100.0 * c.dead_rows / (c.live_rows + c.dead_rows))::bigint AS dead_percent,
    format('VACUUM %s', c.qualified) AS fix_sql
FROM catalog_tables AS c
CROSS JOIN params AS p
WHERE c.dead_rows >= p.min_dead_rows
  AND 100.0 * c.dead_rows >= p.min_percent * (c.live_rows + c.dead_rows)
