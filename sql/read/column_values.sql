-- What pg_stats says of the values of columns, as text. $1 and $2: OIDs of relations and numbers of columns, in pairs.
-- pg_stats shows a caller only what it may read. A partitioned parent has inherited statistics only.
SELECT c.oid::bigint AS relation,
       a.attnum AS number,
       greatest(c.reltuples, 0)::double precision AS rows,
       s.null_frac::double precision AS null_fraction,
       s.n_distinct::double precision AS n_distinct,
       coalesce(s.most_common_vals::text::text[], '{}') AS common,
       coalesce(s.most_common_freqs::double precision[], '{}') AS frequencies,
       coalesce(s.histogram_bounds::text::text[], '{}') AS histogram,
       coalesce(s.most_common_elems::text::text[], '{}') AS elements
FROM unnest($1::oid[], $2::smallint[]) AS wanted (relation, number)
JOIN pg_catalog.pg_class AS c ON c.oid = wanted.relation
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = wanted.number
JOIN pg_catalog.pg_stats AS s
  ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND s.inherited = (c.relkind = 'p')
