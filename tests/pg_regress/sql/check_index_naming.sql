\set ECHO none
\set id index-naming
\i drivers/check.sql
