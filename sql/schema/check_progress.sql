CREATE VIEW dbarch.check_progress AS
SELECT * FROM dbarch.running_checks();

COMMENT ON VIEW dbarch.check_progress IS
    'Runs of checks that go on in all databases; what they do is shown to those who may see their statements. Needs preloading';
COMMENT ON COLUMN dbarch.check_progress.pid IS 'Process that runs the checks, as pg_cancel_backend() takes it';
COMMENT ON COLUMN dbarch.check_progress.database_name IS 'Database that is checked';
COMMENT ON COLUMN dbarch.check_progress.user_name IS 'Role that is logged in there';
COMMENT ON COLUMN dbarch.check_progress.started_at IS 'When the run began';
COMMENT ON COLUMN dbarch.check_progress.area IS 'Area of the check that runs now';
COMMENT ON COLUMN dbarch.check_progress.check_id IS 'The check that runs now';
COMMENT ON COLUMN dbarch.check_progress.check_started_at IS 'When that one began';
COMMENT ON COLUMN dbarch.check_progress.checks_done IS 'Checks that have run';
COMMENT ON COLUMN dbarch.check_progress.checks_total IS 'Checks that the run has in all';
COMMENT ON COLUMN dbarch.check_progress.findings IS 'Rows that came of them so far, suppressed ones included';
GRANT SELECT ON dbarch.check_progress TO PUBLIC;
COMMENT ON FUNCTION dbarch.running_checks() IS 'What the view dbarch.check_progress shows';
