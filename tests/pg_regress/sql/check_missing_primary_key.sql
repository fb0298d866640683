\set ECHO none
\set check missing_primary_key
\set id missing-primary-key
\i drivers/check.sql
