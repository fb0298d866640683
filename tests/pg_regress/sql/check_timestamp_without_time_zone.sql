\set ECHO none
\set check timestamp_without_time_zone
\set id timestamp-without-time-zone
\i drivers/check.sql
