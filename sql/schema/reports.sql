CREATE TABLE dbarch.reports (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    kind        text        NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    status      text        NOT NULL DEFAULT 'running',
    body        jsonb,
    error       text,
    CONSTRAINT pk_reports_id PRIMARY KEY (id),
    CONSTRAINT chk_reports_kind CHECK (kind <> ''),
    CONSTRAINT chk_reports_status CHECK (status IN ('running', 'succeeded', 'failed')),
    CONSTRAINT chk_reports_finished_at CHECK ((status = 'running') = (finished_at IS NULL)),
    CONSTRAINT chk_reports_body CHECK ((status = 'succeeded') = (body IS NOT NULL)),
    CONSTRAINT chk_reports_error CHECK ((status = 'failed') = (error IS NOT NULL))
);

-- Latest report of a kind, and the age of the last one, which is what the schedule asks.
CREATE INDEX idx_reports_kind_started_at ON dbarch.reports (kind, started_at);

COMMENT ON TABLE dbarch.reports IS
    'One row a report, written by run_report() and by the background worker; older rows go after dbarch.report_retention';
COMMENT ON SEQUENCE dbarch.reports_id_seq IS 'Numbers of the reports';
COMMENT ON INDEX dbarch.idx_reports_kind_started_at IS 'The latest report of a kind';
COMMENT ON COLUMN dbarch.reports.id IS 'Number of the report, as run_report() returns it';
COMMENT ON COLUMN dbarch.reports.kind IS 'What was reported: health';
COMMENT ON COLUMN dbarch.reports.started_at IS 'When the run began';
COMMENT ON COLUMN dbarch.reports.finished_at IS 'When the run ended, well or badly; NULL while it runs';
COMMENT ON COLUMN dbarch.reports.status IS 'running, succeeded or failed';
COMMENT ON COLUMN dbarch.reports.body IS 'The report itself; only of a run that succeeded';
COMMENT ON COLUMN dbarch.reports.error IS 'SQLSTATE and message of a run that failed';

-- History is user data: without these two lines pg_dump would leave the rows and the numbering behind.
SELECT pg_catalog.pg_extension_config_dump('dbarch.reports', '');
SELECT pg_catalog.pg_extension_config_dump('dbarch.reports_id_seq', '');
