-- id = "checksum_failures"
-- ---
-- Pages that were read with a wrong checksum, counted per database since the last reset; NULL without checksums. Shared
-- catalogs count under no database.
SELECT
    d.datname::text AS database_name,
    CASE WHEN d.datid <> 0 THEN format('%I', d.datname) END AS qualified,
    d.checksum_failures AS failures,
    d.checksum_last_failure AS last_failure
FROM pg_catalog.pg_stat_database AS d
