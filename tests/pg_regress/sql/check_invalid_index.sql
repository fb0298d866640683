\set ECHO none
\set id invalid-index
\i drivers/check.sql
