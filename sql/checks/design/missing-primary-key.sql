-- id          = "missing-primary-key"
-- title       = "Table without a primary key"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["columns", "constraints", "foreign_keys", "indexes", "relation_names", "tables"]
-- message     = "{{ table_qualified }} has no primary key{% if key_columns %}, though ({{ key_columns }}) is unique and never NULL{% endif %}"
-- remediation = "{% if key_columns %}Declare ({{ key_columns }}) the primary key.{% elif is_partitioned %}Add a primary key that contains the columns of the partition key.{% elif has_id %}Declare id the primary key; duplicates and NULLs in it must be resolved first.{% else %}Declare the columns that identify a row the primary key, or add an identity column, which rewrites the table.{% endif %}"
-- since       = "0.1.0"
-- tags        = ["correctness", "replication"]
-- ---
-- ## What it does
-- Looks for tables and partitioned tables without a primary key. Partitions follow their parent; foreign tables and
-- temporary tables are left out. If a unique index on columns that are never NULL identifies the rows already, the
-- finding is `info`.
--
-- ## Why it matters
-- Rows that are equal cannot be told apart: one of two cannot be updated or deleted alone. Logical replication cannot
-- replicate UPDATE and DELETE without a key, foreign keys have nothing to refer to, and tools that show or merge rows
-- refuse the table.
--
-- ## How to fix
-- Promote an existing unique index, which is instant, or the natural key. ADD PRIMARY KEY locks the table while it
-- builds the index; on a large table create a unique index CONCURRENTLY first and use it.
--
-- ## False positives
-- Tables that only ever receive bulk loads to be read as a whole, such as staging and log tables.
--
-- ## Sources
-- PostgreSQL documentation, "Primary Keys" and "Logical Replication: Replica Identity".

WITH keyless AS MATERIALIZED (
    SELECT t.*
    FROM tables AS t
    WHERE NOT t.is_foreign
      AND NOT t.is_partition
      AND NOT EXISTS (SELECT FROM constraints AS p WHERE p.table_oid = t.table_oid AND p.kind = 'primary key')
), nullable AS (
    SELECT c.table_oid, array_agg(c.column_name) AS names
    FROM columns AS c
    JOIN keyless AS t ON t.table_oid = c.table_oid
    WHERE NOT c.is_not_null
    GROUP BY c.table_oid
), keys AS (
    SELECT DISTINCT ON (x.table_oid) x.*
    FROM indexes AS x
    JOIN keyless AS t ON t.table_oid = x.table_oid
    LEFT JOIN nullable AS n ON n.table_oid = x.table_oid
    WHERE x.is_usable AND x.is_unique AND x.is_immediate AND x.is_plain AND NOT x.is_partial
      AND x.method = 'btree'
      AND NOT COALESCE(x.key_columns && n.names, false)
    ORDER BY x.table_oid, cardinality(x.key_columns), x.index_name
), candidates AS (
    SELECT t.*, i.index_oid, i.index_name, i.constraint_name, i.create_sql, k.key_columns, id.column_name IS NOT NULL AS has_id,
           CASE WHEN octet_length(n.plain) > 63 OR r.relation_name IS NOT NULL
                THEN left(n.plain, 50) || '_' || left(md5(t.qualified), 8)
                ELSE n.plain
           END AS new_name
    FROM keyless AS t
    CROSS JOIN LATERAL (
        SELECT lower(regexp_replace('pk_' || t.table_name, '[^[:alnum:]_]+', '_', 'g')) AS plain
    ) AS n
    LEFT JOIN relation_names AS r ON r.schema_name = t.schema_name AND r.relation_name = n.plain
    LEFT JOIN keys AS i ON i.table_oid = t.table_oid
    LEFT JOIN LATERAL (
        SELECT string_agg(quote_ident(u.name), ', ' ORDER BY u.place) AS key_columns
        FROM unnest(i.key_columns) WITH ORDINALITY AS u (name, place)
    ) AS k ON true
    LEFT JOIN columns AS id ON id.table_oid = t.table_oid AND id.column_name = 'id'
), ways AS (
    SELECT
        c.*,
        CASE
            WHEN c.index_oid IS NOT NULL AND c.constraint_name IS NULL AND NOT c.is_partitioned THEN 'promote'
            WHEN c.constraint_name IS NOT NULL
                 AND NOT EXISTS (SELECT FROM foreign_keys AS f WHERE f.referenced_index_oid = c.index_oid) THEN 'convert'
            WHEN c.index_oid IS NOT NULL OR c.is_partitioned THEN 'none'
            WHEN c.has_id THEN 'declare'
            WHEN c.has_children OR c.is_typed THEN 'none'
            ELSE 'add'
        END AS way
    FROM candidates AS c
)
SELECT
    w.schema_name,
    w.qualified AS object_name,
    w.table_name,
    w.qualified AS table_qualified,
    w.is_partitioned,
    w.has_id,
    w.key_columns,
    w.row_estimate,
    CASE WHEN w.index_oid IS NOT NULL THEN 'info' END AS severity,
    CASE w.way
        WHEN 'promote' THEN format('ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY USING INDEX %I', w.qualified, w.index_name, w.index_name)
        WHEN 'convert' THEN format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %2$I PRIMARY KEY (%s)', w.qualified, w.constraint_name, w.key_columns)
        WHEN 'declare' THEN format('ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY (id)', w.qualified, w.new_name)
        WHEN 'add' THEN format('ALTER TABLE %s ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT %I PRIMARY KEY', w.qualified, w.new_name)
    END AS fix_sql,
    CASE w.way
        WHEN 'promote' THEN format('ALTER TABLE %s DROP CONSTRAINT %I; %s', w.qualified, w.index_name, replace(w.create_sql, 'UNIQUE INDEX CONCURRENTLY', 'UNIQUE INDEX'))
        WHEN 'convert' THEN format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %2$I UNIQUE (%s)', w.qualified, w.constraint_name, w.key_columns)
        WHEN 'declare' THEN format('ALTER TABLE %s DROP CONSTRAINT %I', w.qualified, w.new_name)
        WHEN 'add' THEN format('ALTER TABLE %s DROP COLUMN id', w.qualified)
    END AS undo_sql
FROM ways AS w
