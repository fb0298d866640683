-- id = "named_objects"
-- reads = ["tables", "columns", "view_names", "index_names", "constraint_names", "function_names", "trigger_names", "type_names"]
-- ---
-- Everything that people name, one row each. Left out is what has its name from something else: partitions and their
-- columns, inherited columns, indexes of constraints, sequences of columns. `place`: within it names must differ.
-- `rename_before`, the name, `rename_between` and the new name make the statement that renames.
-- `is_in_queries`: statements name it, rather than messages alone.
SELECT
    t.schema_name, t.kind AS object_kind, t.qualified AS object_name, t.table_name AS name, NULL::text AS parent_name,
    'relation ' || t.schema_name AS place,
    true AS is_in_queries,
    format('ALTER %s %I.', CASE WHEN t.is_foreign THEN 'FOREIGN TABLE' ELSE 'TABLE' END, t.schema_name) AS rename_before,
    ' RENAME TO ' AS rename_between
FROM tables AS t
WHERE NOT t.is_partition
UNION ALL
SELECT
    v.schema_name, CASE WHEN v.is_materialized THEN 'materialized view' ELSE 'view' END, v.qualified, v.view_name, NULL,
    'relation ' || v.schema_name,
    true,
    format('ALTER %s %I.', CASE WHEN v.is_materialized THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, v.schema_name),
    ' RENAME TO '
FROM view_names AS v
UNION ALL
SELECT
    c.schema_name, 'column', c.qualified, c.column_name, c.table_name,
    'column ' || c.table_qualified,
    true,
    format('ALTER TABLE %s RENAME COLUMN ', c.table_qualified),
    ' TO '
FROM columns AS c
WHERE NOT c.in_partition AND NOT c.is_inherited
UNION ALL
SELECT
    f.schema_name, CASE f.kind WHEN 'procedure' THEN 'procedure' ELSE 'function' END, f.qualified, f.function_name, NULL,
    'function ' || f.schema_name || f.argument_types,
    true,
    format('ALTER ROUTINE %I.', f.schema_name),
    format('%s RENAME TO ', f.argument_types)
FROM function_names AS f
UNION ALL
SELECT
    y.schema_name, y.kind, y.qualified, y.type_name, NULL,
    'type ' || y.schema_name,
    true,
    format('ALTER %s %I.', upper(y.kind), y.schema_name),
    ' RENAME TO '
FROM type_names AS y
UNION ALL
SELECT
    i.schema_name, 'index', i.qualified, i.index_name, i.table_name,
    'relation ' || i.schema_name,
    false,
    format('ALTER INDEX %I.', i.schema_name),
    ' RENAME TO '
FROM index_names AS i
UNION ALL
SELECT
    k.schema_name, 'constraint', k.qualified, k.constraint_name, k.table_name,
    'constraint ' || k.table_qualified,
    false,
    format('ALTER TABLE %s RENAME CONSTRAINT ', k.table_qualified),
    ' TO '
FROM constraint_names AS k
UNION ALL
SELECT
    g.schema_name, 'trigger', g.qualified, g.trigger_name, g.table_name,
    'trigger ' || g.table_qualified,
    false,
    'ALTER TRIGGER ',
    format(' ON %s RENAME TO ', g.table_qualified)
FROM trigger_names AS g
