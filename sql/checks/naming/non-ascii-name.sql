-- id          = "non-ascii-name"
-- title       = "Name with characters beyond ASCII"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["named_objects"]
-- message     = "{{ described }} has {{ what }}: {{ marked }}"
-- remediation = "Rename it in letters that every keyboard and every tool has, together with the code that names it."
-- since       = "0.1.0"
-- tags        = ["readability"]
-- [params.max_percent]
-- default = 10
-- about   = "Where more than this share of all names has such letters, in percent, they are the language of the schema: then only what cannot be seen is reported."
-- ---
-- ## What it does
-- Looks for names with letters beyond a to z, and for what nobody sees: blanks at the ends, blanks that do not
-- break, characters without width, and Cyrillic or Greek letters among Latin ones, which look the same. What
-- nobody sees is a warning. Letters of another language are not reported where many names have them.
--
-- ## Why it matters
-- Who reads the name cannot write it, and a statement fails on a table that is there for all to see. Dumps, drivers and files in
-- another encoding change such letters.
--
-- ## How to fix
-- `ALTER ... RENAME`; copy the present name from the finding, since typing it is what fails.
--
-- ## False positives
-- Words of a language with accents in a schema that else is English: raise `max_percent` or ignore the finding.
--
-- ## Sources
-- PostgreSQL documentation, "Identifiers and Key Words": letters with diacritical marks are allowed. Unicode Technical Standard
-- 39 on letters that look alike.

WITH share AS (
    SELECT count(*) FILTER (WHERE octet_length(n.name) <> char_length(n.name)) * 100.0
           > count(*) * min(p.max_percent) AS is_language
    FROM named_objects AS n CROSS JOIN params AS p
), suspects AS (
    SELECT n.*,
           n.name ~ '[\u00a0\u00ad\u034f\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]' AS is_invisible,
           n.name <> btrim(n.name) AS is_padded,
           n.name ~ '[A-Za-z]' AND n.name ~ '[\u0370-\u03ff\u0400-\u04ff]' AS is_mixed
    FROM named_objects AS n
    WHERE octet_length(n.name) <> char_length(n.name) OR n.name LIKE ' %' OR n.name LIKE '% '
)
SELECT
    s.schema_name,
    s.object_kind,
    s.object_name,
    s.name,
    concat_ws(' ', s.object_kind, quote_ident(s.name), 'of ' || s.parent_name) AS described,
    CASE WHEN s.is_padded THEN 'a blank at its end'
         WHEN s.is_invisible THEN 'a character that cannot be seen'
         WHEN s.is_mixed THEN 'letters of two alphabets'
         ELSE 'letters beyond ASCII' END AS what,
    (SELECT string_agg(CASE WHEN x.letter ~ '[!-~]' THEN x.letter
                            -- In other encodings ascii() may fail.
                            WHEN getdatabaseencoding() = 'UTF8'
                            THEN format('<U+%s>', upper(lpad(to_hex(ascii(x.letter)), 4, '0')))
                            ELSE '?' END, '' ORDER BY x.place)
     FROM unnest(string_to_array(s.name, NULL)) WITH ORDINALITY AS x (letter, place)) AS marked,
    CASE WHEN s.is_padded OR s.is_invisible OR s.is_mixed THEN 'warning' END AS severity,
    CASE WHEN s.is_padded OR s.is_invisible OR s.is_mixed THEN 'high' END AS confidence,
    NULL AS fix_sql,
    NULL AS undo_sql
FROM suspects AS s
-- As a subquery it is not counted unless somebody is suspect.
WHERE s.is_padded OR s.is_invisible OR s.is_mixed OR NOT (SELECT h.is_language FROM share AS h)
