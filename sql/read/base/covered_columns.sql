-- id = "covered_columns"
-- ---
-- Columns that any valid unique index or exclusion constraint has among its keys, partial ones included; an expression
-- shows as column 0. `key_columns` has those that are keys without reservation.
SELECT i.indrelid AS table_oid, u.attnum AS ordinal, i.indisprimary AS is_primary
FROM pg_catalog.pg_index AS i
CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY AS u (attnum, place)
WHERE (i.indisunique OR i.indisexclusion) AND i.indisvalid AND u.place <= i.indnkeyatts
