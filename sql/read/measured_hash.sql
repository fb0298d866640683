-- What pgstathashindex counts in the pages of the hash index $1. The schema comes from pgstattuple.sql.
SELECT m.bucket_pages + m.overflow_pages + m.bitmap_pages + m.unused_pages + 1 AS pages, m.bucket_pages,
       m.overflow_pages, m.unused_pages, m.live_items, m.dead_items, NULLIF(m.free_percent, 'NaN') AS free_percent
FROM {schema}.pgstathashindex($1::oid::regclass) AS m
