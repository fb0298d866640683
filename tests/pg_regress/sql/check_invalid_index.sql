\set ECHO none
\set check invalid_index
\set id invalid-index
\i drivers/check.sql
