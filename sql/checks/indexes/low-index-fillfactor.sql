-- id          = "low-index-fillfactor"
-- title       = "Index whose pages are left half empty on purpose"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} has a fillfactor of {{ fillfactor }}"
-- remediation = "Reset it (the default is 90 for b-trees), then REINDEX INDEX CONCURRENTLY to make the index smaller."
-- since       = "0.1.0"
-- tags        = ["storage", "performance"]
-- [params.min_percent]
-- default = 70
-- about   = "Indexes with a lower fillfactor are reported."
-- ---
-- ## What it does
-- Looks for b-tree, hash and GiST indexes with a fillfactor below `min_percent`.
--
-- ## Why it matters
-- Each page is left that empty when the index is built, so that it takes more disk and cache from its first day. The
-- fillfactor of a table helps HOT updates; that of an index only delays page splits.
--
-- ## How to fix
-- Resetting it takes a weak lock and matters from the next REINDEX on.
--
-- ## False positives
-- An index built before a known wave of inserts all over its range.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE INDEX", fillfactor.

SELECT
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    f.fillfactor,
    format('ALTER INDEX %s RESET (fillfactor)', i.qualified) AS fix_sql,
    format('ALTER INDEX %s SET (fillfactor = %s)', i.qualified, f.fillfactor) AS undo_sql
FROM indexes AS i
CROSS JOIN LATERAL (SELECT substring(i.storage_options FROM 'fillfactor=(\d+)')::int AS fillfactor) AS f
CROSS JOIN params AS p
WHERE i.method IN ('btree', 'hash', 'gist')
  AND NOT i.is_partitioned
  AND f.fillfactor < p.min_percent
