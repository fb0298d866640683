-- Run first at installation. DROP EXTENSION leaves the schema behind, and a role with CREATE on the database can make
-- one of that name beforehand: what it puts there would then be called with the rights of whoever uses the extension.
DO $$
BEGIN
    IF (SELECT n.nspowner <> r.oid AND NOT o.rolsuper
        FROM pg_catalog.pg_namespace AS n
        JOIN pg_catalog.pg_roles AS o ON o.oid = n.nspowner
        CROSS JOIN pg_catalog.pg_roles AS r
        WHERE n.nspname = 'dbarch' AND r.rolname = current_user)
        OR EXISTS (SELECT FROM pg_catalog.pg_proc AS p WHERE p.pronamespace = 'dbarch'::regnamespace)
        OR EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.relnamespace = 'dbarch'::regnamespace)
        OR EXISTS (SELECT FROM pg_catalog.pg_operator AS p WHERE p.oprnamespace = 'dbarch'::regnamespace)
    THEN
        RAISE EXCEPTION 'schema dbarch exists and is not empty, or belongs to a role without superuser rights'
            USING ERRCODE = 'duplicate_schema',
                  HINT = 'Look at what it holds, then DROP SCHEMA dbarch CASCADE and create the extension again.';
    END IF;
END $$;
