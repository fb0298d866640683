-- What PostgreSQL runs for each row that is deleted from the tables of $1 (OIDs): a look for rows that refer to it, or their
-- deletion, as ri_triggers.c builds it, as a query that needs no privilege but SELECT.
SELECT
    k.confrelid::bigint AS referenced,
    k.conrelid::bigint AS referencing,
    k.confdeltype = 'c' AS cascades,
    format('SELECT FROM %s%I.%I WHERE %s /* foreign key %I, for each row deleted from %I.%I */',
           CASE WHEN c.relkind <> 'p' THEN 'ONLY ' END, n.nspname, c.relname,
           (SELECT string_agg(format('%I = $%s', a.attname, u.place), ' AND ' ORDER BY u.place)
            FROM unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
            JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.attnum),
           k.conname, pn.nspname, p.relname) AS query
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS p ON p.oid = k.confrelid
JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace
WHERE k.contype = 'f' AND k.conparentid = 0 AND k.confrelid = ANY ($1::oid[])
ORDER BY k.conrelid, k.conname
