\set ECHO none
\set id unused-index
\i drivers/check.sql
