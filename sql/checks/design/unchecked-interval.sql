-- id          = "unchecked-interval"
-- title       = "Begin and end that nothing keeps in order"
-- severity    = "info"
-- object      = "column"
-- confidence  = "medium"
-- reads       = ["checked_columns", "columns", "indexes"]
-- message     = "Nothing keeps {{ table_name }}.{{ end_column }} from lying before {{ column_name }}"
-- remediation = "Add CHECK ({{ column_name }} <= {{ end_column }}) NOT VALID, correct the rows that break it, and VALIDATE; or use a range type."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for pairs of columns of the same date or time type whose names say that they are begin and end (start_date
-- and end_date, starts_at and ends_at, valid_from and valid_to) and that no CHECK constraint names together.
-- Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- An interval that ends before it begins overlaps nothing and lasts less than nothing: reports that add durations are
-- wrong, and making a range of it raises an error.
--
-- ## How to fix
-- The fix takes its lock for a moment only, as NOT VALID does not look at old rows. A tstzrange column with an
-- exclusion constraint also refuses intervals that overlap.
--
-- ## False positives
-- Intervals that go over midnight, of type time, are left out. Times that come from two clocks may be out of order by
-- right.
--
-- ## Sources
-- PostgreSQL documentation, "Check Constraints" and "Range Types". No other tool has the check.

WITH begins AS (
    SELECT
        c.*,
        CASE
            WHEN x.name ~ '(^|_)start' THEN regexp_replace(x.name, '(^|_)start', '\1end')
            WHEN x.name ~ '(^|_)begin' THEN regexp_replace(x.name, '(^|_)begin', '\1end')
            WHEN x.name ~ '_from$' THEN regexp_replace(x.name, '_from$', '_to')
        END AS end_name
    FROM columns AS c
    CROSS JOIN LATERAL (SELECT lower(c.column_name) AS name) AS x
    WHERE c.base_type IN ('date', 'timestamp with time zone', 'timestamp without time zone')
      AND x.name ~ '(^|_)(start|begin)|_from$'
      AND NOT c.is_generated
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
)
SELECT
    b.schema_name,
    b.qualified AS object_name,
    b.table_name,
    b.quoted_name AS column_name,
    e.quoted_name AS end_column,
    CASE WHEN new.name IS NOT NULL
         THEN format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%s <= %s) NOT VALID', b.table_qualified, new.name,
                     b.quoted_name, e.quoted_name)
    END AS fix_sql,
    CASE WHEN new.name IS NOT NULL
         THEN format('ALTER TABLE %s DROP CONSTRAINT %I', b.table_qualified, new.name)
    END AS undo_sql
FROM begins AS b
JOIN columns AS e
  ON e.table_oid = b.table_oid AND e.base_type = b.base_type
 AND lower(e.column_name) IN (b.end_name, regexp_replace(b.end_name, '_to$', '_until'),
                              replace(b.end_name, 'ended', 'finished'), replace(b.end_name, 'ends', 'finishes'))
CROSS JOIN LATERAL (
    SELECT CASE WHEN octet_length(b.table_name || b.column_name) < 50
                THEN 'ck_' || b.table_name || '_' || b.column_name || '_order' END AS name
) AS new
WHERE NOT EXISTS (SELECT
                  FROM checked_columns AS k
                  JOIN checked_columns AS o ON o.constraint_oid = k.constraint_oid AND o.ordinal = e.ordinal
                  WHERE k.table_oid = b.table_oid AND k.ordinal = b.ordinal)
  AND NOT EXISTS (SELECT FROM indexes AS i
                  WHERE i.table_oid = b.table_oid AND i.is_exclusion
                    AND strpos(array_to_string(i.key_texts, ' '), b.column_name) > 0)
