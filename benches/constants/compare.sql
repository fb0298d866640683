-- The shop: as it is, and with the suggested indexes built.
\ir functions.sql
\ir captured.sql
SELECT bench.compare('as it is');
SELECT replace(ddl, ' CONCURRENTLY', '') AS build FROM dbarch.suggest_indexes() \gexec
CREATE INDEX ON products USING gin (search);
CREATE INDEX ON products USING gin (tags);
ANALYZE;
SELECT bench.compare('indexed');
