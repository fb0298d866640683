-- id          = "fast-database-growth"
-- title       = "Database that grows fast"
-- severity    = "info"
-- object      = "database"
-- confidence  = "medium"
-- reads       = ["report_history", "server"]
-- privileges  = ["pg_monitor"]
-- message     = "{{ object_name }} has {{ bytes | bytes }} and grew by {{ daily_bytes | bytes }} a day in the last {{ days }} days{% if full_in_days is not none %}: at that rate {{ params.disk_bytes | bytes }} are full in {{ full_in_days }} days{% endif %}"
-- remediation = "Find the tables that grow, and decide how long their rows must stay: partitions by time can be dropped in a moment."
-- since       = "0.1.0"
-- tags        = ["availability", "storage"]
-- [params.window_days]
-- default = 30
-- about   = "Days that are looked back."
-- [params.min_days]
-- default = 7
-- about   = "Days that the reports must span."
-- [params.min_percent]
-- default = 20
-- about   = "Percent of growth in that time from which it is reported."
-- [params.min_daily_bytes]
-- default = 1073741824
-- about   = "Growth a day, in bytes, from which it is reported."
-- [params.disk_bytes]
-- default = 0
-- about   = "Bytes that the database may have; 0 if that is not known."
-- [params.full_days]
-- default = 90
-- about   = "Days in which that must not be reached."
-- ---
-- ## What it does
-- Compares the size of this database in the oldest health report of the last `window_days` with that in the newest.
-- Growth is reported from `min_daily_bytes` a day and `min_percent` in the time on, or if `disk_bytes` is given and
-- will be full within `full_days`. If the reports span less than `min_days`, the check says `insufficient_evidence`.
--
-- ## Why it matters
-- A disk that is full stops the server; ordering a larger one, or deleting, takes weeks.
--
-- ## How to fix
-- Retention, partitions, archives; a larger disk in time.
--
-- ## False positives
-- A bulk load that was the only one, or a table that was rewritten.
--
-- ## Sources
-- Reports of dbarch. pghero and pgwatch store sizes and show growth; none of the tools that were looked at says when
-- a disk is full.

WITH spans AS (
    SELECT
        max(h.days_ago) - min(h.days_ago) AS days,
        (array_agg(h.bytes ORDER BY h.days_ago))[1] AS bytes,
        (array_agg(h.bytes ORDER BY h.days_ago DESC))[1] AS first_bytes
    FROM report_history AS h
    CROSS JOIN params AS p
    WHERE h.days_ago <= p.window_days AND h.bytes IS NOT NULL
), rates AS (
    SELECT s.*, COALESCE(s.days, 0) < p.min_days AS is_short,
           (s.bytes - s.first_bytes) / NULLIF(s.days, 0) AS daily_bytes,
           CASE WHEN p.disk_bytes > 0 AND s.bytes > s.first_bytes
                THEN GREATEST(p.disk_bytes - s.bytes, 0) / ((s.bytes - s.first_bytes) / NULLIF(s.days, 0))
           END AS full_in_days
    FROM spans AS s
    CROSS JOIN params AS p
)
SELECT
    NULL AS schema_name,
    v.database_qualified AS object_name,
    CASE WHEN r.is_short THEN 'insufficient_evidence' END AS status,
    CASE WHEN r.is_short
         THEN format('Growth cannot be told: reports span %s days, and fast-database-growth waits for %s',
                     round(COALESCE(r.days, 0)::numeric, 1), p.min_days) END AS message,
    CASE WHEN r.is_short
         THEN 'Have reports written: dbarch.databases names where the worker does, run_report() writes one now.'
    END AS remediation,
    CASE WHEN r.full_in_days <= p.full_days THEN 'warning' END AS severity,
    r.bytes,
    round(r.daily_bytes::numeric) AS daily_bytes,
    round(r.days::numeric) AS days,
    round(r.full_in_days::numeric) AS full_in_days
FROM rates AS r
CROSS JOIN server AS v
CROSS JOIN params AS p
WHERE r.is_short
   OR r.full_in_days <= p.full_days
   OR r.daily_bytes >= p.min_daily_bytes AND (r.bytes - r.first_bytes) * 100 >= r.first_bytes * p.min_percent
