-- These functions plan with the rights of their caller, and planning needs the same privileges as running the statement.
-- validate_index() also builds and runs, with the same rights, and takes everything back.
-- They show nothing that the caller could not read with SQL of its own, so everybody may call them.
GRANT EXECUTE ON FUNCTION
    dbarch.suggest_indexes(text[], double precision[], text, integer, integer, text, text[], text[], interval),
    dbarch.whatif_cost(text[], text[], text[]),
    dbarch.explain_with(text, text[], text[], text),
    dbarch.price_indexes(text[], text[], text),
    dbarch.estimate_index_size(text),
    dbarch.validate_index(text, text[], text, boolean)
TO PUBLIC;

COMMENT ON FUNCTION
    dbarch.suggest_indexes(text[], double precision[], text, integer, integer, text, text[], text[], interval) IS
    'Indexes that the planner would use for a workload, best first, with DDL, undo, size in bytes and planner costs; behind them what else to do';
COMMENT ON FUNCTION dbarch.whatif_cost(text[], text[], text[]) IS
    'Planner cost and plan of each query as if the given indexes existed and the hidden ones did not; builds nothing';
COMMENT ON FUNCTION dbarch.price_indexes(text[], text[], text) IS
    'Planner cost of each query with each of the given indexes alone; method harvest prices all from few plannings, replan one by one';
COMMENT ON FUNCTION dbarch.explain_with(text, text[], text[], text) IS
    'EXPLAIN of a query as if the given indexes existed and the hidden ones did not; builds and runs nothing';
COMMENT ON FUNCTION dbarch.estimate_index_size(text) IS
    'Estimated size in bytes of the index that a CREATE INDEX statement would build';

COMMENT ON FUNCTION dbarch.validate_index(text, text[], text, boolean) IS
    'What an index does for each query: by the planner alone (plan), really built (build), or built and the queries run (execute); all of it is rolled back';

COMMENT ON SCHEMA dbarch IS 'Database architect inside the server: SELECT * FROM dbarch.status() says what it has here';
