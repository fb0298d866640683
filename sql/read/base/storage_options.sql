-- id = "storage_options"
-- reads = ["tables"]
-- ---
-- Storage parameters of the tables, one row a parameter; those of a TOAST table with `toast.` before their name, as they
-- are set. `set_sql` and `reset_sql` are what sets and removes it.
SELECT
    o.table_oid,
    o.schema_name,
    o.table_name,
    o.qualified,
    o.is_partition,
    o.row_estimate,
    o.bytes,
    o.option_name,
    o.option_value,
    format('ALTER TABLE %s SET (%s = %L)', o.qualified, o.option_name, o.option_value) AS set_sql,
    format('ALTER TABLE %s RESET (%s)', o.qualified, o.option_name) AS reset_sql
FROM (
    SELECT t.*, o.option_name, o.option_value
    FROM tables AS t
    JOIN pg_catalog.pg_class AS c ON c.oid = t.table_oid AND c.reloptions IS NOT NULL
    CROSS JOIN LATERAL pg_options_to_table(c.reloptions) AS o
    WHERE t.kind = 'table'
    UNION ALL
    SELECT t.*, 'toast.' || o.option_name, o.option_value
    FROM tables AS t
    JOIN pg_catalog.pg_class AS c ON c.oid = t.table_oid
    JOIN pg_catalog.pg_class AS x ON x.oid = c.reltoastrelid AND x.reloptions IS NOT NULL
    CROSS JOIN LATERAL pg_options_to_table(x.reloptions) AS o
    WHERE t.kind = 'table'
) AS o
