-- Rows of other users are there for everybody, but without pg_read_all_stats their backend_type is NULL, so that
-- clients and background processes cannot be told apart: "hidden" says how many.
SELECT count(*) FILTER (WHERE a.backend_type = 'client backend') AS used,
       count(*) FILTER (WHERE a.backend_type IS NULL) AS hidden,
       current_setting('max_connections')::int AS max
FROM pg_catalog.pg_stat_activity AS a
