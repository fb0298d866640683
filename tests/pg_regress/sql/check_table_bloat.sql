\set ECHO none
\set id table-bloat
\i drivers/check.sql
