-- id          = "lock-table-limit"
-- title       = "Shared table of locks nearly full"
-- severity    = "warning"
-- object      = "server"
-- reads       = ["lock_table", "settings"]
-- message     = "{{ used }} locks are held, and the table of locks is made for {{ allowed }}"
-- remediation = "Raise max_locks_per_transaction and restart the server; on standbys first. Find out which sessions lock so many objects: pg_locks."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_percent]
-- default = 70
-- about   = "Percent of the table from which it is reported."
-- ---
-- ## What it does
-- Compares the locks in the shared table with max_locks_per_transaction times max_connections and
-- max_prepared_transactions. Locks on the fast path, which queries on few tables take, are not in it.
--
-- ## Why it matters
-- Once it is full, whoever needs a lock gets the error "out of shared memory", whatever he does.
--
-- ## How to fix
-- Queries on tables with thousands of partitions, pg_dump and DROP SCHEMA lock each table and index: give them room.
--
-- ## False positives
-- A dump that is running now. The server has some reserve beyond this figure.
--
-- ## Sources
-- PostgreSQL documentation, "Lock Management". check_pgactivity measures the same; check_postgres counts to 150
-- locks.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    l.used,
    m.allowed
FROM lock_table AS l
CROSS JOIN (
    SELECT max(s.value::bigint) FILTER (WHERE s.name = 'max_locks_per_transaction')
           * sum(s.value::bigint) FILTER (WHERE s.name <> 'max_locks_per_transaction') AS allowed
    FROM settings AS s
    WHERE s.name IN ('max_locks_per_transaction', 'max_connections', 'max_prepared_transactions')
) AS m
CROSS JOIN params AS p
WHERE l.used * 100 >= m.allowed * p.min_percent
