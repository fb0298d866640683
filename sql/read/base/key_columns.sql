-- id = "key_columns"
-- reads = ["columns"]
-- ---
-- Columns that a primary key or a unique index consists of, one row a column and index: valid, without expression or
-- predicate. `place` counts from 1, `key_size` says of how many.
SELECT i.indexrelid AS index_oid, i.indisprimary AS is_primary, i.indnkeyatts::integer AS key_size, u.place, c.*
FROM pg_catalog.pg_index AS i
CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY AS u (attnum, place)
JOIN columns AS c ON c.table_oid = i.indrelid AND c.ordinal = u.attnum
WHERE i.indisunique AND i.indisvalid AND i.indexprs IS NULL AND i.indpred IS NULL AND u.place <= i.indnkeyatts
