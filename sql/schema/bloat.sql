-- Statistics are read with the caller's rights, and pgstattuple asks for its own, so everybody may call them.
GRANT EXECUTE ON FUNCTION
    dbarch.table_bloat(boolean, text[], text, interval),
    dbarch.index_bloat(boolean, text[], text, interval)
TO PUBLIC;

COMMENT ON FUNCTION dbarch.table_bloat(boolean, text[], text, interval) IS
    'How much of each table a rewrite would give back: estimated from statistics, or measured by pgstattuple (exact => true)';
COMMENT ON FUNCTION dbarch.index_bloat(boolean, text[], text, interval) IS
    'How much of each index REINDEX would give back: estimated from statistics, or measured by pgstattuple (exact => true)';
