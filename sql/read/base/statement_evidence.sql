-- id = "statement_evidence"
-- reads = ["statement_counting"]
-- ---
-- What speaks against a judgement on statements, one row; `status` is NULL if nothing does.
SELECT
    k.qualified,
    k.counted_hours,
    CASE WHEN NOT k.is_loaded THEN 'not_applicable'
         WHEN NOT k.is_readable OR NOT k.shows_all THEN 'insufficient_privilege'
         WHEN k.counted_hours < 1 THEN 'insufficient_evidence'
    END AS status,
    CASE WHEN NOT k.is_loaded THEN 'pg_stat_statements is installed, but its library is not loaded'
         WHEN NOT k.is_readable THEN 'The caller may not read the view pg_stat_statements'
         WHEN NOT k.shows_all THEN 'Statements of other roles cannot be judged: their texts are hidden from the caller'
         WHEN k.counted_hours < 1 THEN 'Statements have been counted for less than an hour'
    END AS reason,
    CASE WHEN NOT k.is_loaded THEN 'Add pg_stat_statements to shared_preload_libraries and restart the server.'
         WHEN NOT k.is_readable OR NOT k.shows_all
         THEN 'Run the check as a member of pg_read_all_stats, such as pg_monitor.'
         WHEN k.counted_hours < 1 THEN 'Run the check again later.'
    END AS advice
FROM statement_counting AS k
WHERE k.relation IS NOT NULL
