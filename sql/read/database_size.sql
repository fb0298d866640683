SELECT pg_database_size(d.oid) AS size_bytes
FROM pg_catalog.pg_database AS d
WHERE d.datname = current_database()
