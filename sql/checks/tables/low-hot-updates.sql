-- id          = "low-hot-updates"
-- title       = "Updates that have to change every index"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["table_activity"]
-- message     = "Only {{ hot_percent }} % of {{ updates }} updates of {{ qualified }}{% if is_same_page %} that stayed on their page{% endif %} were HOT; all others wrote to every index of the table"
-- remediation = "See which indexed columns these updates change: often an index on updated_at or a counter, which hardly any query needs, is what costs all others.{% if not is_same_page %} If they change no indexed column, the pages are full: lower the fillfactor to 90.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.max_percent]
-- default = 10
-- about   = "Share of HOT updates, in percent, below which a table is reported."
-- [params.min_updates]
-- default = 10000
-- about   = "Tables with fewer updates are not reported."
-- ---
-- ## What it does
-- Computes the share of HOT updates from the counters of each table. From PostgreSQL 16 on updates that had to go to
-- another page, which can never be HOT, are left out; see `new-page-updates`.
--
-- ## Why it matters
-- A HOT update writes no index, and what it leaves behind is cleaned up by the next query that reads the page. Any other
-- makes an entry in each index, whether or not that column changed, and waits for VACUUM.
--
-- ## How to fix
-- Drop indexes that only exist for columns which change all the time, or let their columns change less often. From
-- PostgreSQL 16 on, BRIN indexes do not stand in the way of HOT.
--
-- ## False positives
-- Tables whose updates change what queries look for.
--
-- ## Sources
-- PostgreSQL documentation, "Heap-Only Tuples (HOT)". ruby-pg-extras reports less than 10 % of 10,000 updates.

WITH counted AS (
    SELECT
        t.*,
        t.updated - COALESCE(t.new_page_updated, 0) AS updates,
        t.new_page_updated IS NOT NULL AS is_same_page
    FROM table_activity AS t
    CROSS JOIN params AS p
    -- Cheap, and true of all that the rest may report.
    WHERE t.updated >= p.min_updates
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.qualified,
    t.updates,
    t.hot_updated,
    t.is_same_page,
    round(100.0 * t.hot_updated / t.updates)::bigint AS hot_percent
FROM counted AS t
CROSS JOIN params AS p
WHERE t.updates >= GREATEST(p.min_updates, 1)
  AND 100.0 * t.hot_updated < p.max_percent * t.updates
