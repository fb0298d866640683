\set ECHO none
\set id redundant-prefix-index
\i drivers/check.sql
