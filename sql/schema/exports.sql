CREATE FUNCTION dbarch.export_findings(
    format text DEFAULT 'sarif',
    areas text[] DEFAULT NULL,
    checks text[] DEFAULT NULL,
    schemas text[] DEFAULT NULL,
    min_severity text DEFAULT 'info'
) RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000
AS 'MODULE_PATHNAME', 'export_findings_wrapper';
COMMENT ON FUNCTION dbarch.export_findings(text, text[], text[], text[], text) IS
    'Runs checks and returns what they find as sarif, json, jsonl, junit, github, gitlab, markdown or csv';
