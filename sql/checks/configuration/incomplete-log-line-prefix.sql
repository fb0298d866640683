-- id          = "incomplete-log-line-prefix"
-- title       = "Lines of the log without time, process, user or database"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "log_line_prefix '{{ value }}' does not say {{ missing }}"
-- remediation = "Use for instance '%m [%p] %q%u@%d/%a ' and {{ activation }}."
-- opinionated = true
-- since       = "0.1.0"
-- tags        = ["operation"]
-- [params.session_parts]
-- default = true
-- about   = "Whether user and database are wanted too."
-- ---
-- ## What it does
-- Looks in log_line_prefix for the time (%m, %t or %n), the process (%p or %c) and, as far as `session_parts` wants
-- them, user (%u) and database (%d). Logs in CSV or JSON have all of it anyway; if only these are written, nothing is
-- reported.
--
-- ## Why it matters
-- Lines of many sessions are mixed in one file. Without the process they cannot be put together again; without user
-- and database nobody knows whose error it was.
--
-- ## How to fix
-- Change the prefix and reload the configuration. Log analysers must know the new one.
--
-- ## False positives
-- syslog, which adds time and process of its own.
--
-- ## Sources
-- PostgreSQL documentation, "Error Reporting and Logging", log_line_prefix.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.activation,
    m.missing
FROM settings AS s
JOIN settings AS d ON d.name = 'log_destination'
CROSS JOIN params AS p
CROSS JOIN LATERAL (
    SELECT string_agg(n.meaning, ', ' ORDER BY n.place) AS missing
    FROM (VALUES (1, 'when', '%-?[0-9]*[mtn]'), (2, 'which process', '%-?[0-9]*[pc]'), (3, 'which user', '%-?[0-9]*u'),
                 (4, 'which database', '%-?[0-9]*d')) AS n (place, meaning, pattern)
    WHERE (n.place <= 2 OR p.session_parts) AND s.value !~ n.pattern
) AS m
WHERE s.name = 'log_line_prefix' AND m.missing IS NOT NULL AND d.value ~ 'stderr'
