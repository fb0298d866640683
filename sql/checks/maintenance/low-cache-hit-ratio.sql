-- id          = "low-cache-hit-ratio"
-- title       = "Database whose blocks are seldom in shared buffers"
-- severity    = "info"
-- object      = "database"
-- confidence  = "low"
-- reads       = ["database_activity"]
-- message     = "Database {{ object_name }} found {{ percent }} % of its blocks in shared buffers, and read {{ read_bytes | bytes }} an hour"
-- remediation = "Look for sequential scans of large tables first; then raise shared_buffers, or the memory of the machine."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_hours]
-- default = 24
-- about   = "Hours that blocks must have been counted for."
-- [params.min_hourly_reads]
-- default = 100000
-- about   = "Blocks read an hour from which it matters."
-- [params.min_percent]
-- default = 90
-- about   = "Percent of hits that is good enough."
-- ---
-- ## What it does
-- Compares the blocks that were in shared buffers with those that were not, since counters were reset. What was in
-- the cache of the operating system counts as read.
--
-- ## Why it matters
-- Queries wait for reads: a block in shared buffers takes a thousandth of the time.
--
-- ## How to fix
-- Missing indexes are the most frequent cause.
--
-- ## False positives
-- Data warehouses, a restart or a bulk load a short while ago.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_database", blks_hit. pghero and ruby-pg-extras want 98.5 to 99 %, whatever the
-- traffic.

SELECT
    NULL AS schema_name,
    a.qualified AS object_name,
    CASE WHEN a.counted_hours < p.min_hours THEN 'insufficient_evidence' END AS status,
    CASE WHEN a.counted_hours < p.min_hours
         THEN format('What has been counted in %s hours would be reported, but is too short: '
                     'low-cache-hit-ratio waits for %s hours',
                     round(a.counted_hours::numeric, 1), p.min_hours) END AS message,
    CASE WHEN a.counted_hours < p.min_hours THEN 'Run the check again later.' END AS remediation,
    round(100.0 * a.blocks_hit / (a.blocks_hit + a.blocks_read), 1) AS percent,
    round((a.blocks_read / NULLIF(a.longest_hours, 0))::numeric) * p.block_bytes AS read_bytes
FROM database_activity AS a
CROSS JOIN (SELECT x.*, current_setting('block_size')::bigint AS block_bytes FROM params AS x) AS p
WHERE a.is_current AND a.blocks_read / NULLIF(a.longest_hours, 0) >= p.min_hourly_reads
  AND a.blocks_hit * 100.0 < (a.blocks_hit + a.blocks_read) * p.min_percent
