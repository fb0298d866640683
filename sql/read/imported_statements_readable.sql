-- Whether the caller may read what was imported.
SELECT coalesce(has_table_privilege(to_regclass('dbarch.imported_statements'), 'SELECT'), false) AS readable
