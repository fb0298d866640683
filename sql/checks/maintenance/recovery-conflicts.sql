-- id          = "recovery-conflicts"
-- title       = "Queries that a standby cancelled"
-- severity    = "info"
-- object      = "database"
-- reads       = ["recovery_conflicts"]
-- identity    = ["reason"]
-- message     = "{{ cancelled }} queries on this standby were cancelled by replay, for the reason {{ reason }}"
-- remediation = "{% if reason == 'snapshot' or reason == 'buffer pin' %}Turn hot_standby_feedback on, which keeps rows on the primary longer, or raise max_standby_streaming_delay, which lets the standby lag.{% elif reason == 'lock' %}Raise max_standby_streaming_delay, or run DDL, VACUUM FULL and truncation by VACUUM (vacuum_truncate) when nobody reads.{% else %}Raise max_standby_streaming_delay.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_cancelled]
-- default = 10
-- about   = "Cancelled queries from which a reason is reported."
-- ---
-- ## What it does
-- Counts the queries of this database that a standby ended because they stood in the way of replay.
--
-- ## Why it matters
-- Users get errors for queries that are right.
--
-- ## How to fix
-- Choose between a standby for reports, which may lag, and one for taking over, which must not.
--
-- ## False positives
-- Applications that repeat such queries.
--
-- ## Sources
-- PostgreSQL documentation, "Handling Query Conflicts".

SELECT
    NULL AS schema_name,
    r.qualified AS object_name,
    r.reason,
    r.cancelled
FROM recovery_conflicts AS r
CROSS JOIN params AS p
WHERE r.cancelled >= p.min_cancelled
