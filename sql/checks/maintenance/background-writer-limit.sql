-- id          = "background-writer-limit"
-- title       = "Background writer that stops too early"
-- severity    = "info"
-- object      = "server"
-- confidence  = "low"
-- reads       = ["buffer_writes", "settings"]
-- message     = "The background writer stopped {{ stopped_early }} times because it had written {{ maximum }} buffers, {{ hourly }} times an hour"
-- remediation = "Raise bgwriter_lru_maxpages to 400 and reload the configuration with SELECT pg_reload_conf()."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_hours]
-- default = 24
-- about   = "Hours that rounds must have been counted for."
-- [params.min_hourly]
-- default = 200
-- about   = "Rounds an hour from which it is reported."
-- ---
-- ## What it does
-- Divides how often the background writer reached bgwriter_lru_maxpages by the hours.
--
-- ## Why it matters
-- What it leaves, sessions have to write.
--
-- ## How to fix
-- Raise the limit, or lower bgwriter_delay.
--
-- ## False positives
-- Bulk loads.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_bgwriter", maxwritten_clean.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    CASE WHEN b.counted_hours < p.min_hours THEN 'insufficient_evidence' END AS status,
    CASE WHEN b.counted_hours < p.min_hours
         THEN format('What has been counted in %s hours would be reported, but is too short: '
                     'background-writer-limit waits for %s hours',
                     round(b.counted_hours::numeric, 1), p.min_hours) END AS message,
    CASE WHEN b.counted_hours < p.min_hours THEN 'Run the check again later.' END AS remediation,
    b.stopped_early,
    round((b.stopped_early / NULLIF(b.counted_hours, 0))::numeric) AS hourly,
    s.value AS maximum
FROM buffer_writes AS b
JOIN settings AS s ON s.name = 'bgwriter_lru_maxpages'
CROSS JOIN params AS p
WHERE b.stopped_early / NULLIF(b.counted_hours, 0) >= p.min_hourly
