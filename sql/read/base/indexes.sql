-- id = "indexes"
-- reads = ["tables"]
-- ---
-- Indexes of the tables. `key_parts` says of each key column everything that decides what the index can serve:
-- column or expression, operator class and its options, collation, direction and place of NULLs. Two indexes are
-- compared by it, never by name or by the text of their definition.
-- `is_plain`: only columns, each with its default order, operator class and collation. `drop_sql` and `create_sql`
-- spare writers where PostgreSQL can, that is for all but constraints and partitioned tables.
-- `key_classes` are the operator classes by name, `key_options` bits: 1 for DESC, 2 for NULLS FIRST. `tablespace_name` is
-- NULL for that of the database.
-- `not_null_columns` lists the columns of a predicate that only says IS NOT NULL, and is NULL for any other.
SELECT
    i.indexrelid AS index_oid,
    i.indrelid AS table_oid,
    t.schema_name,
    t.table_name,
    t.qualified AS table_qualified,
    t.row_estimate,
    c.relname::text AS index_name,
    format('%I.%I', t.schema_name, c.relname) AS qualified,
    m.amname::text AS method,
    i.indisunique AS is_unique,
    COALESCE((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_not_distinct,
    i.indisprimary AS is_primary,
    i.indisexclusion AS is_exclusion,
    i.indimmediate AS is_immediate,
    i.indisvalid AND i.indisready AND i.indislive AS is_usable,
    i.indisvalid AS is_valid,
    i.indislive AS is_live,
    i.indisreplident AS is_replica_identity,
    i.indisclustered AS is_clustered,
    c.relkind = 'I' AS is_partitioned,
    c.relispartition AS is_partition,
    t.is_partition AS on_partition,
    k.conname::text AS constraint_name,
    k.contype::text AS constraint_type,
    ARRAY(SELECT pa.attname::text
          FROM generate_series(0, i.indnkeyatts - 1) AS p (place)
          LEFT JOIN pg_catalog.pg_attribute AS pa ON pa.attrelid = i.indrelid AND pa.attnum = i.indkey[p.place] AND pa.attnum <> 0
          ORDER BY p.place) AS key_columns,
    ARRAY(SELECT pg_get_indexdef(i.indexrelid, p.place + 1, false)
          FROM generate_series(0, i.indnkeyatts - 1) AS p (place) ORDER BY p.place) AS key_texts,
    ARRAY(SELECT concat_ws(' ', pg_get_indexdef(i.indexrelid, p.place + 1, false), i.indclass[p.place],
                           i.indcollation[p.place], i.indoption[p.place], ia.attoptions::text)
          FROM generate_series(0, i.indnkeyatts - 1) AS p (place)
          JOIN pg_catalog.pg_attribute AS ia ON ia.attrelid = i.indexrelid AND ia.attnum = p.place + 1
          ORDER BY p.place) AS key_parts,
    ARRAY(SELECT i.indcollation[p.place]::oid
          FROM generate_series(0, i.indnkeyatts - 1) AS p (place) ORDER BY p.place) AS key_collations,
    ARRAY(SELECT o.opcname::text
          FROM generate_series(0, i.indnkeyatts - 1) AS p (place)
          JOIN pg_catalog.pg_opclass AS o ON o.oid = i.indclass[p.place] ORDER BY p.place) AS key_classes,
    ARRAY(SELECT i.indoption[p.place]::int
          FROM generate_series(0, i.indnkeyatts - 1) AS p (place) ORDER BY p.place) AS key_options,
    -- Of the columns themselves, which an index may differ from; NULL for expressions.
    ARRAY(SELECT pa.attcollation
          FROM generate_series(0, i.indnkeyatts - 1) AS p (place)
          LEFT JOIN pg_catalog.pg_attribute AS pa ON pa.attrelid = i.indrelid AND pa.attnum = i.indkey[p.place] AND pa.attnum <> 0
          ORDER BY p.place) AS column_collations,
    ARRAY(SELECT pa.attname::text
          FROM generate_series(i.indnkeyatts, i.indnatts - 1) AS p (place)
          JOIN pg_catalog.pg_attribute AS pa ON pa.attrelid = i.indrelid AND pa.attnum = i.indkey[p.place]
          ORDER BY p.place) AS included_columns,
    NOT EXISTS (SELECT
                FROM generate_series(0, i.indnkeyatts - 1) AS p (place)
                JOIN pg_catalog.pg_opclass AS o ON o.oid = i.indclass[p.place]
                LEFT JOIN pg_catalog.pg_attribute AS pa ON pa.attrelid = i.indrelid AND pa.attnum = i.indkey[p.place] AND pa.attnum <> 0
                WHERE i.indoption[p.place] <> 0 OR NOT o.opcdefault
                   OR i.indcollation[p.place] IS DISTINCT FROM pa.attcollation) AS is_plain,
    i.indpred IS NOT NULL AS is_partial,
    pg_get_expr(i.indpred, i.indrelid) AS predicate,
    CASE WHEN i.indpred IS NOT NULL
          AND regexp_replace(pg_get_expr(i.indpred, i.indrelid),
                             '("([^"]|"")+"|[a-z_][a-z0-9_]*) IS NOT NULL| AND |[()]', '', 'g') = ''
         THEN ARRAY(SELECT x.found[1]
                    FROM regexp_matches(pg_get_expr(i.indpred, i.indrelid),
                                        '("(?:[^"]|"")+"|[a-z_][a-z0-9_]*) IS NOT NULL', 'g') AS x (found))
    END AS not_null_columns,
    c.relpages::bigint AS pages,
    c.relpages * current_setting('block_size')::bigint AS bytes,
    COALESCE(c.reloptions::text, '') AS storage_options,
    (SELECT s.spcname::text FROM pg_catalog.pg_tablespace AS s WHERE s.oid = c.reltablespace) AS tablespace_name,
    CASE WHEN k.oid IS NOT NULL THEN format('ALTER TABLE %s DROP CONSTRAINT %I', t.qualified, k.conname)
         ELSE format('DROP INDEX %s%I.%I', CASE WHEN c.relkind = 'I' THEN '' ELSE 'CONCURRENTLY ' END, t.schema_name, c.relname)
    END AS drop_sql,
    CASE WHEN k.oid IS NOT NULL
         THEN format('ALTER TABLE %s ADD CONSTRAINT %I %s', t.qualified, k.conname, pg_get_constraintdef(k.oid))
         WHEN c.relkind = 'I'
         THEN regexp_replace(pg_get_indexdef(i.indexrelid),
                             '^(CREATE (?:UNIQUE )?INDEX (?:"(?:[^"]|"")+"|[^ "]+) ON )ONLY ', '\1')
         ELSE regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE (UNIQUE )?INDEX ', 'CREATE \1INDEX CONCURRENTLY ')
    END AS create_sql
FROM pg_catalog.pg_index AS i
JOIN tables AS t ON t.table_oid = i.indrelid
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
LEFT JOIN pg_catalog.pg_constraint AS k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
