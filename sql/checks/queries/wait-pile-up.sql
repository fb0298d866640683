-- id          = "wait-pile-up"
-- title       = "Many sessions that wait for the same thing"
-- severity    = "warning"
-- object      = "server"
-- confidence  = "low"
-- reads       = ["hidden_sessions", "sessions"]
-- identity    = ["wait_event"]
-- message     = "{{ sessions }} of {{ active }} sessions at work wait for {{ wait_event_type }} {{ wait_event }}"
-- remediation = "{% if wait_event_type == 'LWLock' %}Look the event up in the manual: it names the part of the server that is crowded. Fewer sessions at once help with all of them.{% elif wait_event_type == 'IO' %}The disk is what all wait for: look at its load, at checkpoints, and at statements that read much.{% else %}Look the event up in the manual.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_sessions]
-- default = 10
-- about   = "Sessions with the same wait from which it is reported."
-- ---
-- ## What it does
-- Counts the sessions of clients at work by what they wait for, at the moment of the check. Waits for locks, which
-- other checks report, and for clients are left out. Sessions that the caller may not look into are told in one row
-- with `insufficient_privilege`.
--
-- ## Why it matters
-- When most sessions wait for one thing, more processors or indexes change nothing.
--
-- ## How to fix
-- Look up what the event stands for, and take load off that. One moment proves little: run the check some times.
--
-- ## False positives
-- Chance.
--
-- ## Sources
-- PostgreSQL documentation, "Wait Event Types".

WITH active AS MATERIALIZED (
    SELECT s.wait_event_type, s.wait_event FROM sessions AS s WHERE s.backend_type = 'client backend' AND s.state = 'active'
)
SELECT
    NULL AS schema_name,
    NULL AS object_name,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    a.wait_event_type,
    a.wait_event,
    count(*) AS sessions,
    (SELECT count(*) FROM active AS t) AS active
FROM active AS a
CROSS JOIN params AS p
WHERE a.wait_event_type NOT IN ('Lock', 'Client', 'Activity', 'Timeout', 'Extension')
GROUP BY a.wait_event_type, a.wait_event, p.min_sessions
HAVING count(*) >= p.min_sessions AND count(*) * 2 >= (SELECT count(*) FROM active AS t)
UNION ALL
SELECT
    NULL, NULL, 'insufficient_privilege', h.reason, h.advice, NULL, NULL, NULL, NULL
FROM hidden_sessions AS h
