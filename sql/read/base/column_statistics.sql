-- id = "column_statistics"
-- reads = ["columns"]
-- ---
-- What ANALYZE knows of each column: a table's own rows, or for a partitioned table those of its partitions. Columns that
-- the caller may not read, or that were never analysed, are missing. `distinct_values`: at least 0, rows of the table
-- taken from its estimate.
SELECT
    c.table_oid,
    c.schema_name,
    c.table_name,
    c.table_qualified,
    c.column_name,
    c.qualified,
    c.ordinal,
    c.is_partition_key,
    c.in_partition,
    c.is_inherited,
    c.is_generated,
    c.type_name,
    c.base_type,
    c.type_kind,
    c.max_length,
    c.is_not_null,
    t.row_estimate,
    s.null_frac AS null_fraction,
    s.avg_width,
    s.n_distinct,
    CASE WHEN s.n_distinct >= 0 THEN s.n_distinct ELSE -s.n_distinct * t.row_estimate END AS distinct_values,
    s.most_common_vals::text::text[] AS common_values,
    s.most_common_freqs::float8[] AS common_frequencies,
    s.histogram_bounds::text::text[] AS histogram,
    s.correlation
FROM columns AS c
JOIN tables AS t ON t.table_oid = c.table_oid
JOIN pg_catalog.pg_stats AS s
  ON s.schemaname = c.schema_name AND s.tablename = c.table_name AND s.attname = c.column_name
 AND s.inherited = (t.kind = 'partitioned table')
