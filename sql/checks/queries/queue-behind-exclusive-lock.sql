-- id          = "queue-behind-exclusive-lock"
-- title       = "Queries that queue behind a waiting ALTER TABLE"
-- severity    = "error"
-- object      = "table"
-- reads       = ["lock_waits", "sessions"]
-- message     = "Session {{ pid }} waits for {{ mode }} on {{ object_name }}, and {{ behind }} other sessions queue behind it{% if query %}: {{ query }}{% endif %}"
-- remediation = "End the waiting statement with SELECT pg_cancel_backend({{ pid }}): the queue moves at once. Run it again with SET lock_timeout = '2s', as often as it takes."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_behind]
-- default = 2
-- about   = "Sessions in the queue from which it is reported."
-- ---
-- ## What it does
-- Looks for a session that waits for AccessExclusiveLock on a table while others wait for the same table behind it.
--
-- ## Why it matters
-- The lock is not even held: a SELECT that would not conflict with anything that runs must wait behind the request.
-- The table is down for all.
--
-- ## How to fix
-- DDL with a short lock_timeout and retries.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Explicit Locking". squawk asks for lock_timeout in migrations for this reason.

SELECT
    NULL AS schema_name,
    w.relation_name AS object_name,
    w.pid,
    w.mode,
    b.behind,
    CASE WHEN s.state IS NOT NULL THEN s.query END AS query
FROM lock_waits AS w
LEFT JOIN sessions AS s ON s.pid = w.pid
CROSS JOIN params AS p
CROSS JOIN LATERAL (
    SELECT count(*) AS behind FROM lock_waits AS o WHERE o.relation_oid = w.relation_oid AND w.pid = ANY (o.blockers)
) AS b
WHERE w.mode = 'AccessExclusiveLock' AND w.relation_name IS NOT NULL AND b.behind >= p.min_behind
