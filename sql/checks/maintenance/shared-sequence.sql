-- id          = "shared-sequence"
-- title       = "Sequence that feeds several tables"
-- severity    = "info"
-- object      = "sequence"
-- confidence  = "medium"
-- reads       = ["sequence_columns", "sequence_definitions"]
-- message     = "{{ sequence_name }} feeds {{ columns }} columns: {{ fed }}"
-- remediation = "Give each table its own sequence or identity column, unless numbers must be unique across the tables."
-- since       = "0.1.0"
-- tags        = ["design"]
-- ---
-- ## What it does
-- Looks for sequences that two or more columns take their defaults from. Partitions and heirs count with their parent.
--
-- ## Why it matters
-- CREATE TABLE ... (LIKE ... INCLUDING DEFAULTS) copies the default, and with it the original's sequence, mostly by
-- mistake. If the original is dropped, the copy's default stands in the way or goes; a limit that one table reaches
-- stops both.
--
-- ## How to fix
-- Create a sequence, start it behind the largest number, and change the default.
--
-- ## False positives
-- Numbers that must be unique across tables, and archives that keep the numbers of their source.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE TABLE", LIKE ... INCLUDING DEFAULTS.

SELECT
    s.schema_name,
    s.qualified AS object_name,
    s.sequence_name,
    c.columns,
    c.fed
FROM sequence_definitions AS s
JOIN (
    SELECT x.sequence_oid, count(*) AS columns, string_agg(x.qualified, ', ' ORDER BY x.qualified) AS fed
    FROM sequence_columns AS x
    WHERE x.is_source
    GROUP BY x.sequence_oid
    HAVING count(DISTINCT x.table_oid) > 1
) AS c ON c.sequence_oid = s.sequence_oid
