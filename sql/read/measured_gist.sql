-- What pgstattuple counts in the pages of the GiST index $1. The schema comes from pgstattuple.sql.
SELECT m.table_len AS bytes, m.free_space AS free_bytes, m.dead_tuple_len AS dead_bytes
FROM {schema}.pgstattuple($1::oid::regclass) AS m
