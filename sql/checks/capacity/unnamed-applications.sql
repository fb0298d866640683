-- id          = "unnamed-applications"
-- title       = "Sessions that do not say whose they are"
-- severity    = "info"
-- object      = "role"
-- reads       = ["hidden_sessions", "sessions"]
-- message     = "{{ unnamed }} of the {{ sessions }} sessions of role {{ object_name }} have an empty application_name"
-- remediation = "Set application_name in the connection string of each program."
-- opinionated = true
-- since       = "0.1.0"
-- tags        = ["operation"]
-- [params.min_sessions]
-- default = 10
-- about   = "Sessions of a role without a name from which they are reported."
-- [params.min_percent]
-- default = 50
-- about   = "Percent of its sessions that must be unnamed."
-- ---
-- ## What it does
-- Counts for each role the sessions of clients without an application_name, if there are `min_sessions` of them and
-- `min_percent` of all.
--
-- ## Why it matters
-- When a session blocks others or uses up the machine, the name is the quickest way to the program that opened it;
-- the role alone is shared by many.
--
-- ## How to fix
-- Most drivers have a parameter for it, and the environment variable PGAPPNAME does as well.
--
-- ## False positives
-- Poolers that open connections before they know for whom.
--
-- ## Sources
-- PostgreSQL documentation, "Error Reporting and Logging", application_name.

SELECT
    NULL AS schema_name,
    quote_ident(s.role_name) AS object_name,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    count(*) AS sessions,
    count(*) FILTER (WHERE s.application_name = '') AS unnamed
FROM sessions AS s
CROSS JOIN params AS p
WHERE s.backend_type = 'client backend'
GROUP BY s.role_name, p.min_sessions, p.min_percent
HAVING count(*) FILTER (WHERE s.application_name = '') >= GREATEST(p.min_sessions, count(*) * p.min_percent / 100)
UNION ALL
SELECT
    NULL,
    NULL,
    'insufficient_privilege',
    h.reason,
    h.advice,
    NULL, NULL
FROM hidden_sessions AS h
