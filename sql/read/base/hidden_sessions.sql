-- id = "hidden_sessions"
-- reads = ["sessions"]
-- ---
-- How many sessions the caller may not look into, one row, and what to tell people of it.
SELECT
    count(*) AS hidden,
    format('%s sessions of other roles cannot be judged: the caller may not look into them', count(*)) AS reason,
    'Run the check as a member of pg_read_all_stats, such as pg_monitor.' AS advice
FROM sessions AS s
WHERE s.is_hidden
HAVING count(*) > 0
