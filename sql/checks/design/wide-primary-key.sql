-- id          = "wide-primary-key"
-- title       = "Primary key of many columns"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["key_columns", "reference_columns"]
-- message     = "{{ table_name }} has a primary key of {{ key_size }} columns: {{ key_columns }}"
-- remediation = "Consider a surrogate key, keeping these columns unique, if other tables refer to this one or the index has grown large."
-- since       = "0.1.0"
-- tags        = ["maintainability", "performance"]
-- [params.max_columns]
-- default = 4
-- about   = "Columns that a primary key may have."
-- ---
-- ## What it does
-- Looks for primary keys of more than `max_columns` columns. Columns of the partition key do not count, as every key
-- of a partitioned table must contain them, nor do tables all of whose key columns are foreign keys, which connect
-- others. Partitions are left out.
--
-- ## Why it matters
-- Each table that refers to this one repeats all of the columns, every join compares all of them, and each secondary
-- index of a referring table grows.
--
-- ## How to fix
-- Add an identity column as the primary key and a UNIQUE constraint on the present columns.
--
-- ## False positives
-- Fact tables of a warehouse that nothing refers to.
--
-- ## Sources
-- PostgreSQL documentation, "Primary Keys". pglinter B012 reports more than 4 columns, SchemaCrawler more than 1.

WITH keys AS (
    SELECT
        k.schema_name,
        k.table_qualified,
        k.table_name,
        count(*) AS key_size,
        string_agg(k.quoted_name, ', ' ORDER BY k.place) AS key_columns,
        bool_and(EXISTS (SELECT FROM reference_columns AS r
                         WHERE r.table_oid = k.table_oid AND r.ordinal = k.ordinal)) AS is_junction
    FROM key_columns AS k
    CROSS JOIN params AS p
    WHERE k.is_primary AND k.key_size > p.max_columns AND NOT k.is_partition_key AND NOT k.in_partition
    GROUP BY k.schema_name, k.table_qualified, k.table_name
)
SELECT
    k.schema_name,
    k.table_qualified AS object_name,
    k.table_name,
    k.key_size,
    k.key_columns
FROM keys AS k
CROSS JOIN params AS p
WHERE k.key_size > p.max_columns AND NOT k.is_junction
