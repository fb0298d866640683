-- id = "recovery_conflicts"
-- ---
-- Queries of this database that a standby cancelled to go on with replay, by reason. A primary has none.
SELECT
    format('%I', c.datname) AS qualified,
    r.reason,
    r.cancelled
FROM pg_catalog.pg_stat_database_conflicts AS c
CROSS JOIN LATERAL (VALUES
    ('tablespace', c.confl_tablespace), ('lock', c.confl_lock), ('snapshot', c.confl_snapshot),
    ('buffer pin', c.confl_bufferpin), ('deadlock', c.confl_deadlock)) AS r (reason, cancelled)
WHERE c.datname = current_database()
