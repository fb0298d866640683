-- id          = "large-gin-pending-list"
-- title       = "GIN index that postpones much work"
-- severity    = "info"
-- object      = "index"
-- confidence  = "medium"
-- reads       = ["indexes"]
-- message     = "{{ index_name }} on {{ table_qualified }} lets its pending list grow to {{ limit_bytes | bytes }}"
-- remediation = "Lower gin_pending_list_limit of the index to some megabytes, or switch fastupdate off if searches must be even."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.max_bytes]
-- default = 33554432
-- about   = "A larger limit is reported."
-- ---
-- ## What it does
-- Looks for GIN indexes with a gin_pending_list_limit of their own above `max_bytes`, unless fastupdate is off.
--
-- ## Why it matters
-- New entries go to the pending list, which each search reads from end to end. When it is full, the one session that
-- inserts next has to merge all of it, and waits for seconds.
--
-- ## How to fix
-- ALTER INDEX ... SET takes a weak lock; the list is merged by the next VACUUM, or by gin_clean_pending_list().
--
-- ## False positives
-- Bulk loads at night, with no searches meanwhile.
--
-- ## Sources
-- PostgreSQL documentation, "GIN Tips and Tricks" and gin_pending_list_limit, whose default is 4 MB.

SELECT
    i.schema_name,
    i.qualified AS object_name,
    i.index_name,
    i.table_name,
    i.table_qualified,
    l.limit_bytes,
    format('ALTER INDEX %s RESET (gin_pending_list_limit)', i.qualified) AS fix_sql,
    format('ALTER INDEX %s SET (gin_pending_list_limit = %s)', i.qualified, l.limit_bytes / 1024) AS undo_sql
FROM indexes AS i
CROSS JOIN LATERAL (
    SELECT 1024 * substring(i.storage_options FROM 'gin_pending_list_limit=(\d+)')::bigint AS limit_bytes
) AS l
CROSS JOIN params AS p
WHERE i.method = 'gin'
  AND NOT i.is_partitioned
  AND l.limit_bytes > p.max_bytes
  AND i.storage_options !~ 'fastupdate=(off?|false|f|no?|0)\M'
