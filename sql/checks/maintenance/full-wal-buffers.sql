-- id          = "full-wal-buffers"
-- title       = "Sessions that wait for WAL buffers"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings", "wal_activity"]
-- message     = "WAL buffers of {{ bytes | bytes }} were full {{ hourly }} times an hour: the sessions had to write WAL before they could go on"
-- remediation = "Raise wal_buffers to 64 MB or so and restart the server."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_hours]
-- default = 24
-- about   = "Hours that WAL must have been counted for."
-- [params.min_hourly]
-- default = 1000
-- about   = "Times an hour from which it is reported."
-- ---
-- ## What it does
-- Divides how often WAL buffers were full by the hours that are counted.
--
-- ## Why it matters
-- A session that finds no room writes under a lock for which all writers wait.
--
-- ## How to fix
-- wal_buffers is a thirty-second part of shared_buffers, 16 MB at most, unless it is set.
--
-- ## False positives
-- Bulk loads.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_wal", wal_buffers_full.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    CASE WHEN w.counted_hours < p.min_hours THEN 'insufficient_evidence' END AS status,
    CASE WHEN w.counted_hours < p.min_hours
         THEN format('What has been counted in %s hours would be reported, but is too short: '
                     'full-wal-buffers waits for %s hours',
                     round(w.counted_hours::numeric, 1), p.min_hours) END AS message,
    CASE WHEN w.counted_hours < p.min_hours THEN 'Run the check again later.' END AS remediation,
    s.value::bigint * b.value::bigint AS bytes,
    round((w.buffers_full / NULLIF(w.counted_hours, 0))::numeric) AS hourly
FROM wal_activity AS w
JOIN settings AS s ON s.name = 'wal_buffers'
JOIN settings AS b ON b.name = 'wal_block_size'
CROSS JOIN params AS p
WHERE w.buffers_full / NULLIF(w.counted_hours, 0) >= p.min_hourly
  AND s.value::bigint * b.value::bigint < 134217728
