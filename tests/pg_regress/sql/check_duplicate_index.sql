\set ECHO none
\set check duplicate_index
\set id duplicate-index
\i drivers/check.sql
