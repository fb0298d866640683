-- id = "foreign_tables"
-- reads = ["tables"]
-- ---
-- Foreign tables with the wrapper behind them. `asks_remote`: the planner asks the other server each time, as postgres_fdw
-- does with use_remote_estimate. `is_program`: file_fdw reads what a program says, which cannot be analysed.
SELECT
    t.table_oid,
    t.schema_name,
    t.table_name,
    t.qualified,
    t.is_partition,
    t.row_estimate,
    s.srvname::text AS server_name,
    w.fdwname::text AS wrapper_name,
    COALESCE((SELECT lower(o.option_value) IN ('true', 'on', 'yes', '1') FROM pg_options_to_table(f.ftoptions) AS o
              WHERE o.option_name = 'use_remote_estimate'),
             (SELECT lower(o.option_value) IN ('true', 'on', 'yes', '1') FROM pg_options_to_table(s.srvoptions) AS o
              WHERE o.option_name = 'use_remote_estimate'),
             false) AS asks_remote,
    EXISTS (SELECT FROM pg_options_to_table(f.ftoptions) AS o WHERE o.option_name = 'program') AS is_program
FROM tables AS t
JOIN pg_catalog.pg_foreign_table AS f ON f.ftrelid = t.table_oid
JOIN pg_catalog.pg_foreign_server AS s ON s.oid = f.ftserver
JOIN pg_catalog.pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw
