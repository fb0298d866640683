-- id          = "costly-plan-logging"
-- title       = "Every execution measured for the log of plans"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "auto_explain measures each node of {% if share < 1 %}{{ share }} of {% endif %}all executions: log_analyze {% if is_timed %}and log_timing are{% else %}is{% endif %} on"
-- remediation = "Turn auto_explain.log_timing off, or lower auto_explain.sample_rate, and {{ activation }}."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.max_share]
-- default = 0.1
-- about   = "Share of executions, 0 to 1, that may be measured."
-- ---
-- ## What it does
-- Looks for auto_explain with log_analyze, log_timing and a duration that is not off, if more than `max_share` of
-- executions are sampled. The settings are visible only where the library is loaded for all sessions.
--
-- ## Why it matters
-- Whether a statement is slow shows only at its end, so that all are measured. Reading the clock twice for each row
-- can double the time of a query.
--
-- ## How to fix
-- Log plans without timing, or of a sample of executions.
--
-- ## False positives
-- Machines whose clock is very cheap to read.
--
-- ## Sources
-- PostgreSQL documentation, "auto_explain", log_analyze warns of the same.

SELECT
    NULL AS schema_name,
    a.name AS object_name,
    r.value::float8 AS share,
    t.value = 'on' AS is_timed,
    a.activation
FROM settings AS a
JOIN settings AS t ON t.name = 'auto_explain.log_timing'
JOIN settings AS d ON d.name = 'auto_explain.log_min_duration' AND d.value <> '-1'
JOIN settings AS r ON r.name = 'auto_explain.sample_rate'
CROSS JOIN params AS p
WHERE a.name = 'auto_explain.log_analyze' AND a.value = 'on' AND t.value = 'on' AND r.value::float8 > p.max_share
