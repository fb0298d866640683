CREATE VIEW dbarch.index_recommendations AS
SELECT * FROM dbarch.recorded_recommendations();

COMMENT ON VIEW dbarch.index_recommendations IS
    'What suggest_indexes() has recommended and what became of it, as far as the caller may see it; what was not suggested for 35 days has expired';
COMMENT ON COLUMN dbarch.index_recommendations.id IS 'Number of the recommendation, as suggest_indexes() returns it';
COMMENT ON COLUMN dbarch.index_recommendations.fingerprint IS 'The same for the same index, whatever it is called and would save';
COMMENT ON COLUMN dbarch.index_recommendations.action IS 'create, replace, drop, reindex, analyze, statistics or rewrite';
COMMENT ON COLUMN dbarch.index_recommendations.table_name IS 'The table, qualified and quoted';
COMMENT ON COLUMN dbarch.index_recommendations.index_name IS 'The index, qualified and quoted, as it was last called';
COMMENT ON COLUMN dbarch.index_recommendations.ddl IS 'What carries it out; NULL for who may not read the table';
COMMENT ON COLUMN dbarch.index_recommendations.undo_ddl IS 'What takes it back; NULL for who may not read the table';
COMMENT ON COLUMN dbarch.index_recommendations.size_bytes IS 'Size of the index in bytes when it was last suggested';
COMMENT ON COLUMN dbarch.index_recommendations.cost_before IS 'Planner cost of the workload before it, when it was last suggested';
COMMENT ON COLUMN dbarch.index_recommendations.cost_after IS 'Planner cost of the workload after it, when it was last suggested';
COMMENT ON COLUMN dbarch.index_recommendations.improvement_pct IS 'Fall from cost_before to cost_after, in per cent';
COMMENT ON COLUMN dbarch.index_recommendations.confidence IS 'high, medium or low, when it was last suggested';
COMMENT ON COLUMN dbarch.index_recommendations.reason IS 'What it is good for, in words and figures; NULL for who may not read the table';
COMMENT ON COLUMN dbarch.index_recommendations.detail IS 'As in suggest_indexes(), without the texts of statements; NULL for who may not read the table';
COMMENT ON COLUMN dbarch.index_recommendations.first_seen IS 'When it was first suggested';
COMMENT ON COLUMN dbarch.index_recommendations.last_seen IS 'When it was last suggested';
COMMENT ON COLUMN dbarch.index_recommendations.times_seen IS 'Calls of suggest_indexes() that had it';
COMMENT ON COLUMN dbarch.index_recommendations.state IS
    'new, accepted, dismissed; applied if such an index is there (for drop: is gone), whatever its name; expired if not suggested for 35 days or if the table is gone';
COMMENT ON COLUMN dbarch.index_recommendations.state_changed_at IS 'Since when; NULL for applied and where the table is gone, which nothing records';
COMMENT ON COLUMN dbarch.index_recommendations.state_changed_by IS 'The role that decided; NULL where nobody did';
COMMENT ON COLUMN dbarch.index_recommendations.state_reason IS 'Why: as given with the decision, or what was found';

-- To each role it shows the recommendations for tables that it may read, to members of pg_monitor all. The table itself is
-- for its owner: it has what the view leaves out, and nobody is to write it but the functions.
REVOKE ALL ON TABLE dbarch.recommendations FROM PUBLIC;
GRANT SELECT ON dbarch.index_recommendations TO PUBLIC;
GRANT EXECUTE ON FUNCTION dbarch.recorded_recommendations() TO PUBLIC;

-- A decision is heard by everybody's suggest_indexes().
REVOKE ALL ON FUNCTION
    dbarch.accept_recommendation(bigint, text),
    dbarch.dismiss_recommendation(bigint, text),
    dbarch.reopen_recommendation(bigint, text)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    dbarch.accept_recommendation(bigint, text),
    dbarch.dismiss_recommendation(bigint, text),
    dbarch.reopen_recommendation(bigint, text)
TO pg_monitor;

COMMENT ON FUNCTION dbarch.recorded_recommendations() IS 'What the view dbarch.index_recommendations shows';
COMMENT ON FUNCTION dbarch.accept_recommendation(bigint, text) IS
    'Notes that a recommendation is to be carried out; it goes on being suggested until it is';
COMMENT ON FUNCTION dbarch.dismiss_recommendation(bigint, text) IS
    'Notes that a recommendation is not wanted, and why; suggest_indexes() does not make it again';
COMMENT ON FUNCTION dbarch.reopen_recommendation(bigint, text) IS
    'Takes a decision about a recommendation back: it is new again and may be suggested';
