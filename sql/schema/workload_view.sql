CREATE VIEW dbarch.workload AS
SELECT * FROM dbarch.workload_statements();

COMMENT ON VIEW dbarch.workload IS
    'Statements that ran in this database, captured or imported, as far as the caller may see them; the costliest first';
COMMENT ON COLUMN dbarch.workload.source IS 'captured, or imported from another server';
COMMENT ON COLUMN dbarch.workload.query_id IS 'As in pg_stat_statements and pg_stat_activity';
COMMENT ON COLUMN dbarch.workload.role_name IS 'The role that ran it';
COMMENT ON COLUMN dbarch.workload.query IS 'Text of its first execution, or with $1 where constants are not kept or not to be seen';
COMMENT ON COLUMN dbarch.workload.note IS 'Why the text or its constants are missing';
COMMENT ON COLUMN dbarch.workload.search_path IS 'Where its first execution looked names up';
COMMENT ON COLUMN dbarch.workload.calls IS 'Executions that were finished';
COMMENT ON COLUMN dbarch.workload.nested_calls IS 'Those of them within a function, a trigger or another command';
COMMENT ON COLUMN dbarch.workload.nesting IS 'How deep the deepest of them was nested; 0 is what a client sends';
COMMENT ON COLUMN dbarch.workload.total_time_ms IS 'Time of all executions, milliseconds';
COMMENT ON COLUMN dbarch.workload.mean_time_ms IS 'Time of an execution on average, milliseconds';
COMMENT ON COLUMN dbarch.workload.max_time_ms IS 'Time of the longest execution, milliseconds';
COMMENT ON COLUMN dbarch.workload.rows IS 'Rows that all executions returned or changed';
COMMENT ON COLUMN dbarch.workload.shared_blks_hit IS 'Blocks found in shared buffers';
COMMENT ON COLUMN dbarch.workload.shared_blks_read IS 'Blocks read into shared buffers';
COMMENT ON COLUMN dbarch.workload.shared_blks_dirtied IS 'Blocks of shared buffers that were changed';
COMMENT ON COLUMN dbarch.workload.shared_blks_written IS 'Blocks of shared buffers that were written';
COMMENT ON COLUMN dbarch.workload.temp_blks_read IS 'Blocks of temporary files that were read';
COMMENT ON COLUMN dbarch.workload.temp_blks_written IS 'Blocks of temporary files that were written';
COMMENT ON COLUMN dbarch.workload.wal_records IS 'WAL records that were written';
COMMENT ON COLUMN dbarch.workload.wal_bytes IS 'Bytes of WAL that were written';
COMMENT ON COLUMN dbarch.workload.tables IS 'Tables and views that it uses, each with the columns that it updates';
COMMENT ON COLUMN dbarch.workload.constants IS 'Types of parameters and constants, and their values in up to eight executions';
COMMENT ON COLUMN dbarch.workload.scans IS 'Rows of each scan, estimated and actual, in the executions that were looked at';
COMMENT ON COLUMN dbarch.workload.first_seen IS 'When it was first executed since it is captured';
COMMENT ON COLUMN dbarch.workload.last_seen IS 'When it was last executed';

-- It shows to each role what that role may see.
GRANT SELECT ON dbarch.workload TO PUBLIC;
GRANT EXECUTE ON FUNCTION dbarch.workload_statements(), dbarch.capture_statistics(), dbarch.export_workload() TO PUBLIC;

-- What was imported decides what advice is about, and who may forget the workload decides that it is about nothing.
REVOKE ALL ON TABLE dbarch.imported_statements FROM PUBLIC;
GRANT SELECT ON TABLE dbarch.imported_statements TO pg_monitor;
REVOKE ALL ON FUNCTION dbarch.import_workload(jsonb), dbarch.reset_workload() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dbarch.import_workload(jsonb), dbarch.reset_workload() TO pg_monitor;

COMMENT ON FUNCTION dbarch.workload_statements() IS 'What the view dbarch.workload shows';
COMMENT ON FUNCTION dbarch.capture_statistics() IS
    'How much of its memory the capture of this server uses, what had to go, and what was left out, by reason';
COMMENT ON FUNCTION dbarch.export_workload() IS
    'The workload of this database as one JSON document for import_workload() on a copy, as far as the caller may see it';
COMMENT ON FUNCTION dbarch.import_workload(jsonb) IS
    'Takes in what export_workload() gave elsewhere, so that advice is made for that workload; returns the number of statements';
COMMENT ON FUNCTION dbarch.reset_workload() IS
    'Forgets the captured and imported statements of this database; returns their number';
