\set ECHO none
\set check index_naming
\set id index-naming
\i drivers/check.sql
