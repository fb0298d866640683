-- TPC-H: with the suggested indexes, with which its queries were run, and without them.
\ir functions.sql
SELECT bench.compare('tpch, indexed');
SELECT undo_ddl FROM bench.suggestion \gexec
ANALYZE;
SELECT bench.compare('tpch, as it is');
