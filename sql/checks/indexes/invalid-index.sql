-- id          = "invalid-index"
-- title       = "Index that a failed build left invalid"
-- severity    = "warning"
-- object      = "index"
-- reads       = ["index_builds", "indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} is invalid: no query uses it, yet writes maintain it"
-- remediation = "{% if is_leftover %}Drop it: it is what an interrupted REINDEX CONCURRENTLY or DROP INDEX CONCURRENTLY left behind.{% else %}Build it again{% if is_unique %}, after removing the duplicates that made the unique index fail{% endif %}, or drop it.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["performance", "correctness"]
-- ---
-- ## What it does
-- Looks for indexes that are marked invalid and that nobody is building at the moment. The index of a partitioned
-- table that still waits for partitions' indexes to be attached is not meant. A caller who may not see other sessions'
-- progress gets `insufficient_evidence` for a table on which an index may be under construction.
--
-- ## Why it matters
-- CREATE INDEX CONCURRENTLY that fails or is cancelled leaves its index behind. Queries ignore it, so the slow query
-- it was made for stays slow, and a unique index that was to guard a rule guards nothing; each write pays for it.
--
-- ## How to fix
-- REINDEX INDEX CONCURRENTLY builds it again. A name that ends in _ccnew or _ccold belongs to an interrupted REINDEX
-- CONCURRENTLY, whose original still works: drop it.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Building Indexes Concurrently" and "Rebuilding Indexes Concurrently".

WITH invalid AS (
    SELECT
        i.*,
        NOT i.is_live OR i.index_name ~ '_cc(new|old)[0-9]*$' AS is_leftover,
        EXISTS (SELECT FROM index_builds AS b WHERE b.table_oid = i.table_oid AND b.is_certain) AS is_building,
        EXISTS (SELECT FROM index_builds AS b WHERE b.table_oid = i.table_oid AND NOT b.is_certain) AS may_be_building
    FROM indexes AS i
    WHERE NOT i.is_valid AND NOT i.is_partitioned
)
SELECT
    v.schema_name,
    v.qualified AS object_name,
    v.index_name,
    v.table_name,
    v.table_qualified,
    v.is_unique,
    v.is_leftover,
    CASE WHEN v.may_be_building THEN 'insufficient_evidence' END AS status,
    CASE WHEN v.may_be_building
         THEN format('%s on %s is invalid, but another session may be building it just now', v.index_name, v.table_qualified)
    END AS message,
    CASE WHEN v.may_be_building
         THEN 'Run the check again later, or as a member of pg_read_all_stats, who can see which indexes are being built.'
    END AS remediation,
    CASE WHEN v.may_be_building THEN NULL
         WHEN v.is_leftover THEN format('DROP INDEX CONCURRENTLY %s', v.qualified)
         ELSE format('REINDEX INDEX CONCURRENTLY %s', v.qualified)
    END AS fix_sql
FROM invalid AS v
WHERE NOT v.is_building
