-- id          = "name-truncated"
-- title       = "Name as long as names can be"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["named_objects"]
-- message     = "{{ described }} has {{ bytes }} bytes, the most that PostgreSQL keeps{% if twin %}; {{ twin }} begins alike{% else %}: it may have been longer{% endif %}"
-- remediation = "Choose a shorter name, and rename it together with the code that names it. Code that writes the long name still finds it, since PostgreSQL cuts that likewise, but compares unequal with what the catalog says."
-- since       = "0.1.0"
-- tags        = ["readability"]
-- ---
-- ## What it does
-- Looks for names that are as long as names can be (63 bytes as PostgreSQL is usually built), which longer ones are cut to
-- without more than a notice. The length is that in bytes: a letter with an accent has two. Names of indexes and
-- constraints that end as PostgreSQL makes them (`_idx`, `_fkey` ...) are left out: it shortens the middle of these on purpose.
-- Says so when another name in the same place has the same first 55 bytes.
--
-- ## Why it matters
-- Two names that differ at the end only become one: the second CREATE fails, or worse, CREATE ... IF NOT EXISTS does
-- nothing. Tools that look for the whole name in the catalog do not find it.
--
-- ## How to fix
-- `ALTER ... RENAME` with a name that says the same in fewer words. It is instant once it gets its lock.
--
-- ## False positives
-- A name that happens to have just that length.
--
-- ## Sources
-- PostgreSQL documentation, "Identifiers and Key Words": NAMEDATALEN - 1 bytes. Peers count characters and miss names beyond
-- ASCII.

WITH long_names AS (
    SELECT o.schema_name, o.object_kind, o.object_name, o.name, o.parent_name, o.place, o.is_in_queries,
           octet_length(o.name) AS bytes
    FROM named_objects AS o
    WHERE octet_length(o.name) >= 55
)
SELECT
    o.schema_name,
    o.object_kind,
    o.object_name,
    o.name,
    o.bytes,
    concat_ws(' ', o.object_kind, o.name, 'of ' || o.parent_name) AS described,
    min(t.name) AS twin,
    NULL AS fix_sql,
    NULL AS undo_sql
FROM long_names AS o
LEFT JOIN long_names AS t ON t.place = o.place AND left(t.name, 55) = left(o.name, 55) AND t.name <> o.name
WHERE o.bytes >= current_setting('max_identifier_length')::integer
  AND (o.is_in_queries OR o.name !~ '_(idx|key|pkey|fkey|check|excl)[0-9]*$')
GROUP BY o.schema_name, o.object_kind, o.object_name, o.name, o.parent_name, o.bytes
