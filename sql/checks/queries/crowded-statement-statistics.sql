-- id          = "crowded-statement-statistics"
-- title       = "Statement statistics that forget"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings", "statement_counting"]
-- requires    = ["pg_stat_statements"]
-- message     = "pg_stat_statements made room {{ daily }} times a day: {{ object_name }} of {{ value }} is too small for the statements of this server"
-- remediation = "Raise {{ object_name }} to 10000 and restart the server; see varying-list-statement for texts that could be one."
-- since       = "0.1.0"
-- tags        = ["operation"]
-- [params.min_daily]
-- default = 12
-- about   = "Times a day from which it is reported."
-- ---
-- ## What it does
-- Divides how often pg_stat_statements removed its least used entries, one in twenty each time, by the time since its
-- last reset.
--
-- ## Why it matters
-- What is removed starts again at zero: shares and averages of what is left mean less, and each removal locks all
-- sessions out for a moment.
--
-- ## How to fix
-- Arrays instead of lists, parameters instead of names of tables made by programs, and a larger maximum, each entry
-- of which takes half a kilobyte of memory.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_statements", pg_stat_statements_info. check_pgactivity and pgmonitor watch the
-- same counter.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    round((c.deallocations / c.counted_hours * 24)::numeric) AS daily,
    s.value
FROM statement_counting AS c
JOIN settings AS s ON s.name = 'pg_stat_statements.max'
CROSS JOIN params AS p
WHERE c.counted_hours >= 1 AND c.deallocations / GREATEST(c.counted_hours, 1) * 24 >= p.min_daily
