-- Lag of the replicas of this primary. replay_lag goes back to NULL once a replica has replayed everything, so the
-- positions decide whether NULL means "none" or "not measured". Without pg_read_all_stats the state is NULL.
SELECT count(*) FILTER (WHERE r.state IN ('streaming', 'catchup')) AS replicas,
       count(*) FILTER (WHERE r.state IS NULL) AS hidden,
       max(CASE WHEN r.replay_lsn >= pg_current_wal_lsn() THEN 0
                ELSE extract(epoch FROM r.replay_lag) END)::float8 AS lag_seconds,
       max(greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), r.replay_lsn), 0))::bigint AS lag_bytes
FROM pg_catalog.pg_stat_replication AS r
WHERE r.state IS NULL OR r.state IN ('streaming', 'catchup')
