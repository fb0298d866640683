-- id          = "table-inheritance"
-- title       = "Table with heirs"
-- severity    = "info"
-- object      = "table"
-- reads       = ["heirs"]
-- message     = "{{ qualified }} is inherited by {{ children }} table{% if children > 1 %}s{% endif %} ({{ examples }}): keys, unique and foreign keys reach none of their rows"
-- remediation = "If the heirs are parts of one table, make it a partitioned table and attach them; if they are kinds of a thing, give each a table with a foreign key to a common one."
-- since       = "0.1.0"
-- tags        = ["correctness", "design"]
-- ---
-- ## What it does
-- Looks for tables that others inherit from by INHERITS. Partitions are not meant, nor the chunks of TimescaleDB.
--
-- ## Why it matters
-- A primary key of the parent does not keep an heir from having the same value, and a foreign key to the parent does not
-- find rows of heirs. A query on the parent reads all heirs, each by a plan of its own.
--
-- ## How to fix
-- ALTER TABLE ... NO INHERIT and ATTACH PARTITION move an heir over without copying it.
--
-- ## False positives
-- Heirs that a tool keeps for its own purposes.
--
-- ## Sources
-- PostgreSQL documentation, "Inheritance", its section of caveats. pg-index-health reports it, too.

SELECT
    h.parent_schema_name AS schema_name,
    h.parent_qualified AS object_name,
    h.parent_qualified AS qualified,
    count(*) AS children,
    (array_agg(h.qualified ORDER BY h.qualified))[1]
    || CASE WHEN count(*) > 1 THEN ', ' || (array_agg(h.qualified ORDER BY h.qualified))[2] ELSE '' END
    || CASE WHEN count(*) > 2 THEN ' ...' ELSE '' END AS examples
FROM heirs AS h
WHERE h.qualified NOT LIKE '\_timescaledb\_internal.%'
GROUP BY h.parent_schema_name, h.parent_qualified
