-- id          = "leftover-copy-table"
-- title       = "Table that looks like a forgotten copy"
-- severity    = "info"
-- object      = "table"
-- confidence  = "high"
-- reads       = ["tables"]
-- message     = "{{ table_name }} looks like a {{ word }}{% if original %} of {{ original }}{% endif %} that somebody forgot{% if row_estimate %}; it has about {{ row_estimate | int }} rows{% endif %}"
-- remediation = "Drop it if nobody needs it; dump it first if nobody knows."
-- since       = "0.1.0"
-- tags        = ["maintainability", "security"]
-- ---
-- ## What it does
-- Looks for tables whose name is that of a copy: ..._old, ..._bak, ..._backup, ..._copy, ..._tmp, ..._orig,
-- ..._deleteme, or a date of eight digits behind the name, and the same in front. Where a table of the name without
-- that word exists in the schema the finding is certain; without one only words that mean nothing else (bak, backup,
-- bkp, deleteme, copy) are reported, with low confidence. Partitions and foreign tables are left out.
--
-- ## Why it matters
-- Copies are not maintained and not protected like the original, but they hold the same personal data, take space and
-- time in each backup, and are found by whoever searches for the table.
--
-- ## How to fix
-- DROP TABLE takes a lock on the table alone. Look at the counters first whether anybody still reads it.
--
-- ## False positives
-- Names in which the word means something else.
--
-- ## Sources
-- pg-index-health and pgFirstAid look at empty or unused tables instead.

WITH named AS (
    SELECT
        t.*,
        lower(t.table_name) AS plain
    FROM tables AS t
    WHERE NOT t.is_partition AND NOT t.is_foreign
      AND lower(t.table_name) ~ ('(_|^)(old|bak|backup|bkp|copy|tmp|orig|original|deleteme|todelete|unused)[0-9]{0,2}(_|$)'
                                 || '|_(19|20)[0-9]{2}[01][0-9][0-3][0-9]$')
), split AS (
    SELECT
        n.*,
        COALESCE(substring(n.plain FROM '^(.+)_(?:' || w.words || ')[0-9]{0,2}(?:_[0-9]+)*$'),
                 substring(n.plain FROM '^(?:' || w.words || ')_(.+)$'),
                 substring(n.plain FROM '^(.+)_(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]$')) AS stem,
        COALESCE(substring(n.plain FROM '(?:_|^)(' || w.words || ')'), 'copy') AS word
    FROM named AS n
    CROSS JOIN (SELECT 'old|bak|backup|bkp|copy|tmp|orig|original|deleteme|todelete|unused' AS words) AS w
)
SELECT
    s.schema_name,
    s.qualified AS object_name,
    s.table_name,
    s.row_estimate,
    o.table_name AS original,
    CASE WHEN s.word IN ('bak', 'backup', 'bkp') THEN 'backup'
         WHEN s.word IN ('deleteme', 'todelete', 'unused', 'tmp') THEN 'leftover'
         WHEN s.word = 'old' THEN 'former version'
         ELSE 'copy' END AS word,
    CASE WHEN o.table_name IS NULL THEN 'low' END AS confidence
FROM split AS s
LEFT JOIN tables AS o
       ON o.schema_name = s.schema_name AND lower(o.table_name) = s.stem AND o.table_oid <> s.table_oid
      AND NOT o.is_partition
WHERE s.stem IS NOT NULL
  AND (o.table_name IS NOT NULL OR s.word IN ('bak', 'backup', 'bkp', 'deleteme', 'todelete')
       OR (s.word = 'copy' AND s.plain ~ '_copy[0-9]{0,2}$'))
