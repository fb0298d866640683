-- id          = "deduplication-off"
-- title       = "B-tree index without deduplication"
-- severity    = "info"
-- object      = "index"
-- reads       = ["indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} has deduplicate_items switched off{% if bytes %} and takes {{ bytes | bytes }}{% endif %}"
-- remediation = "Reset the option, then REINDEX INDEX CONCURRENTLY to make the index smaller at once."
-- since       = "0.1.0"
-- tags        = ["storage", "performance"]
-- ---
-- ## What it does
-- Looks for b-tree indexes that are not unique and have the storage option deduplicate_items set to off.
--
-- ## Why it matters
-- With deduplication, the default since PostgreSQL 13, equal keys share one entry: indexes with repeated keys are a
-- third of the size and split less often.
--
-- ## How to fix
-- Resetting it takes a weak lock, and new entries are deduplicated from then on. Only REINDEX shrinks what is there.
--
-- ## False positives
-- It was measured that a write-heavy index with nearly unique keys does better without.
--
-- ## Sources
-- PostgreSQL documentation, "B-Tree Indexes", Deduplication.

SELECT
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    i.bytes,
    format('ALTER INDEX %s RESET (deduplicate_items)', i.qualified) AS fix_sql,
    format('ALTER INDEX %s SET (deduplicate_items = off)', i.qualified) AS undo_sql
FROM indexes AS i
WHERE i.method = 'btree'
  AND NOT (i.is_unique OR i.is_partition)
  AND i.storage_options ~ 'deduplicate_items=(off?|false|f|no?|0)\M'
