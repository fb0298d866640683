-- What pgstattuple counts in every page of the table $1. The schema comes from pgstattuple.sql.
SELECT m.table_len AS bytes, m.tuple_count AS rows, m.tuple_len AS row_bytes, m.dead_tuple_count AS dead_rows,
       m.dead_tuple_len AS dead_bytes, m.free_space AS free_bytes
FROM {schema}.pgstattuple($1::oid::regclass) AS m
