\set ECHO none
\set id timestamp-without-time-zone
\i drivers/check.sql
