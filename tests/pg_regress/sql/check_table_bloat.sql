\set ECHO none
\set check table_bloat
\set id table-bloat
\i drivers/check.sql
