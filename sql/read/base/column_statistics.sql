-- id = "column_statistics"
-- reads = ["columns"]
-- ---
-- What ANALYZE knows of each column: a table's own rows, or for a partitioned table those of its partitions. Columns that
-- the caller may not read, or that were never analysed, are missing, as are those of tables with fewer than 100 rows:
-- what these show by chance proves nothing. `distinct_values`: at least 0, rows of the table taken from its estimate.
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
    c.row_estimate,
    s.null_frac AS null_fraction,
    s.avg_width,
    s.n_distinct,
    CASE WHEN s.n_distinct >= 0 THEN s.n_distinct ELSE -s.n_distinct * c.row_estimate END AS distinct_values,
    s.most_common_vals::text::text[] AS common_values,
    s.most_common_freqs::float8[] AS common_frequencies,
    s.histogram_bounds::text::text[] AS histogram,
    s.correlation
FROM columns AS c
-- OFFSET keeps this a look-up by name: the planner takes pg_stats for much smaller than it is, and would read the
-- columns anew for each of its rows.
CROSS JOIN LATERAL (
    SELECT v.*
    FROM pg_catalog.pg_stats AS v
    WHERE v.schemaname = c.schema_name::name AND v.tablename = c.table_name::name AND v.attname = c.column_name::name
      AND v.inherited = (c.table_kind = 'partitioned table')
    OFFSET 0
) AS s
WHERE c.row_estimate >= 100
