\set ECHO none
\set check table_naming
\set id table-naming
\i drivers/check.sql
