-- id = "dropped_columns"
-- ---
-- Columns that were dropped: their place in the row stays taken until the table is made anew.
SELECT a.attrelid AS table_oid, a.attnum AS ordinal, a.attlen AS byte_length
FROM pg_catalog.pg_attribute AS a
WHERE a.attisdropped AND a.attnum > 0
