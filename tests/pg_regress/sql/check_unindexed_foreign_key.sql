\set ECHO none
\set id unindexed-foreign-key
\i drivers/check.sql
