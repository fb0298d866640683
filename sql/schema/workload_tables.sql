CREATE TABLE dbarch.imported_statements (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    imported_at timestamptz NOT NULL DEFAULT now(),
    imported_by regrole     NOT NULL,
    statement   jsonb       NOT NULL,
    CONSTRAINT pk_imported_statements_id PRIMARY KEY (id),
    CONSTRAINT chk_imported_statements_statement CHECK (jsonb_typeof(statement) = 'object')
);

COMMENT ON TABLE dbarch.imported_statements IS
    'Statements of another server, as export_workload() gave them; while there are any, advice is made for them';
COMMENT ON SEQUENCE dbarch.imported_statements_id_seq IS 'Numbers of the imported statements';
COMMENT ON COLUMN dbarch.imported_statements.id IS 'Number of the statement';
COMMENT ON COLUMN dbarch.imported_statements.imported_at IS 'When import_workload() ran';
COMMENT ON COLUMN dbarch.imported_statements.imported_by IS 'Who ran it, with whose rights the statement is planned';
COMMENT ON COLUMN dbarch.imported_statements.statement IS 'The statement as an element of the export';
