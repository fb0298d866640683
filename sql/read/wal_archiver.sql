SELECT to_char(a.last_archived_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS last_archived
FROM pg_catalog.pg_stat_archiver AS a
