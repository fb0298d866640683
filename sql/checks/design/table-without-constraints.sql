-- id          = "table-without-constraints"
-- title       = "Table without any constraint"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["columns", "constraints", "covered_columns", "tables"]
-- message     = "{{ table_name }} accepts anything: it has no key, no unique index, no foreign key, no CHECK and no NOT NULL in {{ column_count }} columns"
-- remediation = "Declare what must hold: a primary key, NOT NULL, foreign keys."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for tables of two or more columns without a constraint of any kind, without a unique index and without a NOT
-- NULL column. Partitions follow their parent; foreign tables are left out.
--
-- ## Why it matters
-- What the database does not check every program must, and some will not: duplicates, rows of NULLs and references to
-- nothing are then found years later.
--
-- ## How to fix
-- Start with a primary key, as missing-primary-key says, then NOT NULL.
--
-- ## False positives
-- Tables that take raw data in before it is checked.
--
-- ## Sources
-- PostgreSQL documentation, "Constraints".

WITH bare AS (
    SELECT t.*
    FROM tables AS t
    WHERE NOT t.is_partition AND NOT t.is_foreign
      AND NOT EXISTS (SELECT FROM constraints AS k WHERE k.table_oid = t.table_oid)
      AND NOT EXISTS (SELECT FROM covered_columns AS i WHERE i.table_oid = t.table_oid)
      AND NOT EXISTS (SELECT FROM columns AS c WHERE c.table_oid = t.table_oid AND c.is_not_null)
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    t.table_name,
    count(*) AS column_count
FROM bare AS t
JOIN columns AS c ON c.table_oid = t.table_oid
GROUP BY t.schema_name, t.qualified, t.table_name
HAVING count(*) > 1
