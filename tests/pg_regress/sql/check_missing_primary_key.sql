\set ECHO none
\set id missing-primary-key
\i drivers/check.sql
