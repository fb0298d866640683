-- One row of a check run. Scripts depend on the order of these columns: add new ones at the end.
CREATE TYPE dbarch.finding AS (
    check_id text,
    area text,
    severity text,
    status text,
    object_kind text,
    object_name text,
    title text,
    message text,
    remediation text,
    fix_sql text,
    undo_sql text,
    confidence text,
    detail jsonb,
    fingerprint text
);
COMMENT ON TYPE dbarch.finding IS 'What a check found on one object, or why it could not judge';
COMMENT ON COLUMN dbarch.finding.check_id IS 'The check, as in the view dbarch.checks';
COMMENT ON COLUMN dbarch.finding.area IS 'Area of the check, such as indexes';
COMMENT ON COLUMN dbarch.finding.severity IS 'error, warning or info';
COMMENT ON COLUMN dbarch.finding.status IS
    'ok: found; error, insufficient_privilege, not_applicable, insufficient_evidence: could not be judged';
COMMENT ON COLUMN dbarch.finding.object_kind IS 'Kind of the object, as COMMENT ON calls it';
COMMENT ON COLUMN dbarch.finding.object_name IS
    'Qualified and quoted name; a column or constraint follows its table after a dot';
COMMENT ON COLUMN dbarch.finding.title IS 'What the check looks for';
COMMENT ON COLUMN dbarch.finding.message IS 'What was found on this object';
COMMENT ON COLUMN dbarch.finding.remediation IS 'What to do';
COMMENT ON COLUMN dbarch.finding.fix_sql IS 'Statements that repair it, executable as printed; NULL if a person must decide';
COMMENT ON COLUMN dbarch.finding.undo_sql IS 'Statements that take the repair back; NULL if nothing has to be';
COMMENT ON COLUMN dbarch.finding.confidence IS 'high, medium or low: how sure the finding is';
COMMENT ON COLUMN dbarch.finding.detail IS 'Figures behind the message';
COMMENT ON COLUMN dbarch.finding.fingerprint IS
    'Names this finding across runs, restores and releases: check, object and what tells two findings on it apart';
