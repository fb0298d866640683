\set ECHO none
\set check unused_index
\set id unused-index
\i drivers/check.sql
