-- Lag of this standby. Without a WAL receiver nothing is known about the primary's position, and the time since
-- the last replayed commit would call an idle primary a lagging standby.
SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_wal_receiver AS w) AS receiving,
       CASE WHEN pg_last_wal_replay_lsn() >= pg_last_wal_receive_lsn() THEN 0
            ELSE greatest(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0)
       END::float8 AS lag_seconds,
       greatest(pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()), 0)::bigint AS lag_bytes
