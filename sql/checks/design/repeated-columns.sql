-- id          = "repeated-columns"
-- title       = "Numbered columns"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["columns", "reference_columns"]
-- identity    = ["stem"]
-- message     = "{{ table_name }} has {{ column_count }} columns for the same thing: {{ column_names }}"
-- remediation = "Make them rows of a table that refers to this one, with the number as part of its key if the order counts."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- [params.min_columns]
-- default = 2
-- about   = "Columns of one group from which it is reported."
-- [params.ignored_names]
-- default = ["player", "team", "quarter", "operand", "party"]
-- about   = "Names without their number, in lower case, of groups that are meant."
-- ---
-- ## What it does
-- Looks for columns of the same type whose names differ in the number at their end only, such as phone1 and phone2,
-- counted from 0 or 1 without a gap. Lines of addresses, coordinates (x1, y1) and words that end in a digit (ipv4,
-- sha256, md5, utf8) are left out, as are two foreign keys, which are the ends of a connection, and names in
-- `ignored_names`. Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- The next one needs DDL. Whether one of the numbers is there takes as many conditions and indexes as there are
-- columns, and NULLs may come before values.
--
-- ## How to fix
-- CREATE TABLE with the key of this table, the number and the value; fill it by UNION ALL of the columns. An array
-- will do where nobody searches for single values.
--
-- ## False positives
-- Things of which there are that many by nature, such as the two players of a match, the quarters of a year or bit
-- planes.
--
-- ## Sources
-- pg-index-health, SchemaCrawler, SchemaSpy and sqlcheck have the check, with false positives for ipv4 and sha256.

WITH numbered AS (
    SELECT
        c.*,
        rtrim(c.column_name, '0123456789') AS stem,
        substr(c.column_name, length(rtrim(c.column_name, '0123456789')) + 1) AS digits
    FROM columns AS c
    WHERE right(c.column_name, 1) BETWEEN '0' AND '9'
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
), groups AS (
    SELECT
        n.schema_name, n.table_qualified, n.table_name, n.stem,
        count(*) AS column_count,
        array_agg(n.column_name ORDER BY n.digits::integer) AS column_names,
        min(n.digits::integer) AS low,
        max(n.digits::integer) AS high,
        count(r.ordinal) AS reference_count
    FROM numbered AS n
    CROSS JOIN params AS p
    LEFT JOIN (SELECT DISTINCT x.table_oid, x.ordinal FROM reference_columns AS x) AS r
           ON r.table_oid = n.table_oid AND r.ordinal = n.ordinal
    WHERE length(n.digits) <= 2
      AND lower(rtrim(n.stem, '_')) ~ '[a-z]{3,}$'
      AND lower(rtrim(n.stem, '_'))
          !~ '(^|_)(ipv|sha|utf|iso|crc|base|int|float|uint|mpeg|web|line|street|addr|address|row)$'
      AND NOT lower(rtrim(n.stem, '_')) = ANY (p.ignored_names)
    GROUP BY n.schema_name, n.table_qualified, n.table_name, n.stem, n.base_type
)
SELECT
    g.schema_name,
    g.table_qualified AS object_name,
    g.table_name,
    g.stem,
    g.column_count,
    array_to_string(g.column_names[1:3], ', ') || CASE WHEN g.column_count > 3 THEN ' ...' ELSE '' END AS column_names
FROM groups AS g
CROSS JOIN params AS p
WHERE g.column_count >= p.min_columns
  AND g.low <= 1 AND g.high - g.low + 1 = g.column_count
  -- Two references are the ends of an edge.
  AND NOT (g.column_count = 2 AND g.reference_count = 2)
