-- id          = "autovacuum-too-frequent"
-- title       = "Table that autovacuum takes all the time"
-- severity    = "info"
-- object      = "table"
-- confidence  = "low"
-- reads       = ["statistics_age", "table_activity"]
-- message     = "Autovacuum took {{ qualified }} ({{ bytes | bytes }}) {{ runs_a_day }} times a day over the last {{ counted_days }} days"
-- remediation = "See in the log whether the runs remove anything. If not, an old transaction holds them up (the checks named horizon-held-by); if they do, raise autovacuum_vacuum_threshold or its scale factor for the table, or make its updates HOT (low-hot-updates)."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.max_runs_a_day]
-- default = 48
-- about   = "Tables that are vacuumed more often are reported."
-- [params.min_bytes]
-- default = 104857600
-- about   = "Smaller tables are not reported: they are vacuumed in no time, as queues should be."
-- [params.min_days]
-- default = 2
-- about   = "Days that counters must have counted for."
-- ---
-- ## What it does
-- Divides the runs of autovacuum on each table by the days that are counted. If these are too few and there is a table of
-- that size, the check says `insufficient_evidence`.
--
-- ## Why it matters
-- Each run reads all indexes of the table. Runs that come every few minutes either keep pace with many updates, or find
-- the same dead rows again and again and may remove none.
--
-- ## How to fix
-- `log_autovacuum_min_duration = 0` makes the log say how many dead rows were removed and how many had to stay.
--
-- ## False positives
-- A busy table in good order.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_all_tables". pg_gather reports tables vacuumed more than 12 times a day.

WITH age AS MATERIALIZED (
    SELECT a.qualified, extract(epoch FROM now() - a.counted_since) / 86400 AS days FROM statistics_age AS a
)
SELECT
    NULL AS schema_name,
    a.qualified AS object_name,
    'database' AS object_kind,
    'insufficient_evidence' AS status,
    format('Runs of autovacuum have been counted for less than %s days', p.min_days) AS message,
    'Run the check again later.' AS remediation,
    NULL AS qualified, NULL::bigint AS bytes, NULL::bigint AS runs_a_day, NULL::bigint AS counted_days
FROM age AS a
CROSS JOIN params AS p
WHERE a.days < p.min_days AND EXISTS (SELECT FROM table_activity AS t WHERE t.bytes >= p.min_bytes)
UNION ALL
SELECT
    t.schema_name,
    t.qualified,
    NULL,
    NULL,
    NULL,
    NULL,
    t.qualified,
    t.bytes,
    round(t.autovacuums / a.days)::bigint,
    floor(a.days)::bigint
FROM table_activity AS t
CROSS JOIN age AS a
CROSS JOIN params AS p
WHERE a.days >= p.min_days
  AND t.bytes >= p.min_bytes
  AND t.autovacuums > p.max_runs_a_day * a.days
