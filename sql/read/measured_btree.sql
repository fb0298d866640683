-- What pgstatindex counts in the pages of the b-tree $1. The schema comes from pgstattuple.sql. A tree without a leaf has
-- no density.
SELECT m.index_size AS bytes, m.internal_pages, m.leaf_pages, m.empty_pages, m.deleted_pages,
       NULLIF(m.avg_leaf_density, 'NaN') AS leaf_density
FROM {schema}.pgstatindex($1::oid::regclass) AS m
