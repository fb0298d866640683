-- id          = "truncated-query-text"
-- title       = "Texts of running statements cut off"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["sessions", "settings"]
-- message     = "track_activity_query_size is {{ value }} bytes, and {{ sessions }} of the sessions now connected run or ran a longer statement"
-- remediation = "Set it to 16384 and {{ activation }}. It takes so much memory for each connection."
-- since       = "0.1.0"
-- tags        = ["operation"]
-- [params.min_sessions]
-- default = 3
-- about   = "Sessions with a cut-off statement from which the setting is reported."
-- ---
-- ## What it does
-- Compares the length of the statements that pg_stat_activity shows with track_activity_query_size.
--
-- ## Why it matters
-- The cut-off part is usually the WHERE clause: what a session that blocks others is doing cannot be seen.
--
-- ## How to fix
-- Raise it; a restart is needed.
--
-- ## False positives
-- A single report of many pages.
--
-- ## Sources
-- PostgreSQL documentation, "Run-time Statistics", track_activity_query_size.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    a.sessions,
    s.activation
FROM settings AS s
CROSS JOIN LATERAL (
    SELECT count(*) AS sessions FROM sessions AS x WHERE x.query_bytes >= s.value::int - 4
) AS a
CROSS JOIN params AS p
WHERE s.name = 'track_activity_query_size' AND a.sessions >= p.min_sessions
