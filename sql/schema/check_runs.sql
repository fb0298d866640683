CREATE TABLE dbarch.check_runs (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    name        text,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by text        NOT NULL,
    areas       text[],
    checks      text[],
    schemas     text[],
    judged      text[]      NOT NULL,
    not_judged  text[]      NOT NULL,
    findings    bigint      NOT NULL,
    suppressed  bigint      NOT NULL,
    version     text        NOT NULL,
    CONSTRAINT pk_check_runs_id PRIMARY KEY (id),
    CONSTRAINT chk_check_runs_name CHECK (name <> '' AND name !~ '^[0-9]+$')
);

CREATE TABLE dbarch.check_run_findings (
    run_id        bigint  NOT NULL,
    fingerprint   text    NOT NULL,
    check_id      text    NOT NULL,
    area          text    NOT NULL,
    severity      text    NOT NULL,
    object_kind   text    NOT NULL,
    object_name   text,
    schema_name   text,
    title         text    NOT NULL,
    message       text    NOT NULL,
    confidence    text,
    is_suppressed boolean NOT NULL,
    CONSTRAINT pk_check_run_findings PRIMARY KEY (run_id, fingerprint),
    CONSTRAINT fk_check_run_findings_run_id FOREIGN KEY (run_id) REFERENCES dbarch.check_runs (id) ON DELETE CASCADE
);

COMMENT ON TABLE dbarch.check_runs IS
    'Runs of checks that record_findings() has recorded; those without a name go after dbarch.report_retention';
COMMENT ON SEQUENCE dbarch.check_runs_id_seq IS 'Numbers of recorded runs';
COMMENT ON COLUMN dbarch.check_runs.id IS 'Number of the run, as record_findings() returns it';
COMMENT ON COLUMN dbarch.check_runs.name IS 'Name that was given to it; a run with a name is kept until forget_findings()';
COMMENT ON COLUMN dbarch.check_runs.started_at IS 'When the run began';
COMMENT ON COLUMN dbarch.check_runs.finished_at IS 'When it ended';
COMMENT ON COLUMN dbarch.check_runs.recorded_by IS 'The role whose rights it ran with';
COMMENT ON COLUMN dbarch.check_runs.areas IS 'Areas that were asked for; NULL: all';
COMMENT ON COLUMN dbarch.check_runs.checks IS 'Checks that were asked for; NULL: the enabled ones';
COMMENT ON COLUMN dbarch.check_runs.schemas IS 'Schemas that were asked for; NULL: all';
COMMENT ON COLUMN dbarch.check_runs.judged IS 'Checks that could judge';
COMMENT ON COLUMN dbarch.check_runs.not_judged IS 'Checks that could not judge, or not all that they look at';
COMMENT ON COLUMN dbarch.check_runs.findings IS 'Findings, without suppressed ones';
COMMENT ON COLUMN dbarch.check_runs.suppressed IS 'Suppressed findings';
COMMENT ON COLUMN dbarch.check_runs.version IS 'Release of dbarch that ran the checks';

COMMENT ON TABLE dbarch.check_run_findings IS 'Findings of recorded runs, for compare_findings()';
COMMENT ON COLUMN dbarch.check_run_findings.run_id IS 'The run';
COMMENT ON COLUMN dbarch.check_run_findings.fingerprint IS 'Names the finding across runs';
COMMENT ON COLUMN dbarch.check_run_findings.check_id IS 'The check';
COMMENT ON COLUMN dbarch.check_run_findings.area IS 'Area of the check';
COMMENT ON COLUMN dbarch.check_run_findings.severity IS 'error, warning or info';
COMMENT ON COLUMN dbarch.check_run_findings.object_kind IS 'Kind of the object';
COMMENT ON COLUMN dbarch.check_run_findings.object_name IS 'Qualified and quoted name';
COMMENT ON COLUMN dbarch.check_run_findings.schema_name IS 'Schema of the object; NULL if the finding speaks of the whole database';
COMMENT ON COLUMN dbarch.check_run_findings.title IS 'What the check looks for';
COMMENT ON COLUMN dbarch.check_run_findings.message IS 'What was found';
COMMENT ON COLUMN dbarch.check_run_findings.confidence IS 'high, medium or low';
COMMENT ON COLUMN dbarch.check_run_findings.is_suppressed IS 'Whether it was suppressed';

-- History is user data: without these lines pg_dump would leave the rows and the numbering behind.
SELECT pg_catalog.pg_extension_config_dump('dbarch.check_runs', '');
SELECT pg_catalog.pg_extension_config_dump('dbarch.check_runs_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('dbarch.check_run_findings', '');

-- A run shows what its role could see, which a member of pg_monitor may. Only the functions write.
REVOKE ALL ON TABLE dbarch.check_runs, dbarch.check_run_findings FROM PUBLIC;
GRANT SELECT ON TABLE dbarch.check_runs, dbarch.check_run_findings TO pg_monitor;
