\set ECHO none
\set check unindexed_foreign_key
\set id unindexed-foreign-key
\i drivers/check.sql
