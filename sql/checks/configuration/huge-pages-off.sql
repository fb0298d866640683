-- id          = "huge-pages-off"
-- title       = "Large buffer cache in small pages"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings"]
-- message     = "shared_buffers of {{ bytes | bytes }} lie in pages of 4 kB{% if is_try %}, though huge_pages is try: the operating system had none to give{% endif %}"
-- remediation = "Reserve huge pages in the operating system (vm.nr_hugepages; shared_memory_size_in_huge_pages says how many){% if not is_try %}, set huge_pages to try{% endif %} and restart the server."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_bytes]
-- default = 8589934592
-- about   = "Size of shared_buffers, in bytes, from which it matters."
-- ---
-- ## What it does
-- Looks for a buffer cache of `min_bytes` with huge_pages off or, from PostgreSQL 17 on, with a huge_pages_status of
-- off. Before, whether try had success cannot be seen.
--
-- ## Why it matters
-- Each session has a table of all pages of the cache that it touched. With pages of 4 kB it takes up to 2 MB for each
-- GB and each session, and looking up addresses costs time.
--
-- ## How to fix
-- Reserve the pages at boot, before memory is in pieces.
--
-- ## False positives
-- Systems without huge pages, and containers that may not have them.
--
-- ## Sources
-- PostgreSQL documentation, "Linux Huge Pages". pgtune sets try from 2 GB on, pg_gather reports off with a large
-- cache.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.value <> 'off' AS is_try,
    b.value::bigint * z.value::bigint AS bytes
FROM settings AS s
JOIN settings AS b ON b.name = 'shared_buffers'
JOIN settings AS z ON z.name = 'block_size'
LEFT JOIN settings AS u ON u.name = 'huge_pages_status'
CROSS JOIN params AS p
WHERE s.name = 'huge_pages' AND (s.value = 'off' OR u.value = 'off')
  AND b.value::bigint * z.value::bigint >= p.min_bytes
