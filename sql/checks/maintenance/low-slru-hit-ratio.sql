-- id          = "low-slru-hit-ratio"
-- title       = "Small cache of the server that is too small"
-- severity    = "warning"
-- object      = "server"
-- confidence  = "medium"
-- reads       = ["settings", "slru_activity"]
-- identity    = ["cache_name"]
-- message     = "Cache {{ cache_name }} found {{ percent }} % of {{ lookups }} pages only{% if setting_name %}; {{ setting_name }} is {{ value }}{% endif %}"
-- remediation = "{% if setting_name and value %}Raise {{ setting_name }} and restart the server. {% endif %}{% if cache_name == 'Subtrans' or cache_name == 'subtransaction' %}Avoid savepoints, and blocks with EXCEPTION in loops, while long transactions run.{% elif cache_name == 'MultiXactMember' or cache_name == 'MultiXactOffset' or cache_name == 'multixact_member' or cache_name == 'multixact_offset' %}Avoid locking the same rows of referenced tables from many sessions at once.{% else %}Look for long transactions.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_lookups]
-- default = 100000
-- about   = "Look-ups that must have been counted."
-- [params.min_percent]
-- default = 95
-- about   = "Percent of hits that is good enough."
-- ---
-- ## What it does
-- Compares the pages that the caches for transaction status, subtransactions, multixacts, notifications and
-- serializable transactions had with those they had to read.
--
-- ## Why it matters
-- They have few pages, and each miss is a read while others wait for a lock: a known way for a busy server to stand
-- still within seconds.
--
-- ## How to fix
-- From PostgreSQL 17 on the caches have settings. Before, only the cause can be removed.
--
-- ## False positives
-- Counters that contain one bad day.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_slru". check_pgactivity and pg_gather show the ratio.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    c.cache_name,
    c.hits + c.reads AS lookups,
    round(100.0 * c.hits / (c.hits + c.reads), 1) AS percent,
    s.name AS setting_name,
    s.value
FROM slru_activity AS c
LEFT JOIN settings AS s ON s.name = c.setting_name
CROSS JOIN params AS p
WHERE c.hits + c.reads >= p.min_lookups AND c.hits * 100.0 < (c.hits + c.reads) * p.min_percent
