-- What pgstattuple_approx finds in the table $1: pages that the visibility map calls all-visible are not read, their free
-- space is that of the free space map. The schema comes from pgstattuple.sql.
SELECT m.table_len AS bytes, m.approx_tuple_count AS rows, NULL::bigint AS row_bytes, m.dead_tuple_count AS dead_rows,
       m.dead_tuple_len AS dead_bytes, m.approx_free_space AS free_bytes
FROM {schema}.pgstattuple_approx($1::oid::regclass) AS m
