-- Indexes of the partitions below tables, whose qualified names are in $1, which a new index on such a table may take over: those
-- that are part of no index on the table itself yet. What they are part of lies above them: the deepest come first, so
-- that an index of partitions that is built again finds its parts. Nothing is built a second time by `create_sql`.
SELECT wanted.name AS parent,
       format('%I.%I', n.nspname, c.relname) AS qualified,
       pg_get_indexdef(i.indexrelid) AS definition,
       regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE INDEX ((?:"(?:[^"]|"")+"|[^ "]+) ON )(?:ONLY )?',
                      CASE WHEN c.relkind = 'I' THEN 'CREATE INDEX IF NOT EXISTS \1'
                           ELSE 'CREATE INDEX CONCURRENTLY IF NOT EXISTS \1' END) AS create_sql
FROM unnest($1::text[]) AS wanted (name)
CROSS JOIN LATERAL parse_ident(wanted.name) AS parsed (parts)
JOIN pg_catalog.pg_namespace AS tn ON tn.nspname = parsed.parts[1]
JOIN pg_catalog.pg_class AS t ON t.relnamespace = tn.oid AND t.relname = parsed.parts[2] AND t.relkind = 'p'
CROSS JOIN LATERAL pg_partition_tree(t.oid) AS below
JOIN pg_catalog.pg_index AS i ON i.indrelid = below.relid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_index AS root ON root.indexrelid = pg_partition_root(i.indexrelid)
WHERE below.level > 0
  AND NOT i.indisunique
  AND NOT i.indisexclusion
  AND pg_get_indexdef(i.indexrelid) IS NOT NULL
  AND coalesce(root.indrelid, i.indrelid)::regclass IN (SELECT p.relid FROM pg_partition_tree(t.oid) AS p WHERE p.level > 0)
ORDER BY wanted.name, below.level DESC, qualified
