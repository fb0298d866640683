-- id = "multixact_members"
-- ---
-- How many members of multixacts the server keeps, by the files that hold them: 32 pages each, and on a page as many
-- groups of four members and their flags, 20 bytes, as fit. NULL where the caller may not list the folder, which is for
-- superusers unless granted; the query is a text, as a statement that names the function fails without the
-- privilege, and ts_stat() is what the server has to run a text.
SELECT
    CASE WHEN has_function_privilege('pg_ls_dir(text)', 'EXECUTE')
         THEN (SELECT s.word::bigint
               FROM ts_stat('SELECT array_to_tsvector(ARRAY[count(*)::text]) FROM pg_ls_dir(''pg_multixact/members'')') AS s)
              * 32 * (current_setting('block_size')::bigint / 20) * 4
    END AS members,
    4294967296 AS member_limit
