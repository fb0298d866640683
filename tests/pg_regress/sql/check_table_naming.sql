\set ECHO none
\set id table-naming
\i drivers/check.sql
