-- id = "index_builds"
-- ---
-- Tables on which somebody may be building an index just now. The progress view names a table only to its owner's
-- session and to pg_read_all_stats; to others, a lock that such a build holds is the only sign, and VACUUM holds the
-- same: `is_certain` tells the two apart.
SELECT p.relid AS table_oid, true AS is_certain
FROM pg_catalog.pg_stat_progress_create_index AS p
WHERE p.datname = current_database() AND p.relid IS NOT NULL
UNION ALL
SELECT l.relation, false
FROM pg_catalog.pg_locks AS l
WHERE l.locktype = 'relation' AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted AND l.pid <> pg_backend_pid()
  AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())
  AND NOT pg_has_role('pg_read_all_stats', 'USAGE')
