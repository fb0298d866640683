\set ECHO none
\set id duplicate-index
\i drivers/check.sql
