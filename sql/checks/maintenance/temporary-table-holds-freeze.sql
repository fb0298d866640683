-- id          = "temporary-table-holds-freeze"
-- title       = "Old temporary table that only its session can freeze"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["temporary_tables"]
-- message     = "The temporary table {{ qualified }} of {{ owner_name }} is {{ age }} transactions old, and autovacuum cannot freeze it: as long as its session lives, the database grows older"
-- remediation = "Have its session drop it or VACUUM it, or end the session."
-- since       = "0.1.0"
-- tags        = ["availability", "vacuum", "wraparound"]
-- [params.min_percent]
-- default = 100
-- about   = "Age in percent of autovacuum_freeze_max_age from which a table is reported."
-- ---
-- ## What it does
-- Looks for temporary tables of other sessions of this database that are older than autovacuum freezes tables at.
--
-- ## Why it matters
-- Nobody but its own session can read a temporary table. A connection of a pool that lives for weeks with one in it keeps
-- the oldest transaction id of the database where it is, until ids run out.
--
-- ## How to fix
-- ON COMMIT DROP, DISCARD TEMP when a connection goes back to the pool, and a maximum life time of connections.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Preventing Transaction ID Wraparound Failures", which names old temporary tables as a cause.

SELECT
    NULL AS schema_name,
    t.qualified AS object_name,
    t.qualified,
    COALESCE(t.owner_name, 'an unknown role') AS owner_name,
    t.transaction_age AS age
FROM temporary_tables AS t
CROSS JOIN params AS p
WHERE t.transaction_age * 100.0 >= p.min_percent * t.freeze_max_age
