-- About 2.3 million rows for the shop, the same ones on every run and every machine.
--
-- Nothing here draws random numbers or asks for the time: every value is a hash of the row number and of a salt, and
-- every date counts from a constant. Only + - * / and sqrt are used on floating point, which IEEE 754 rounds alike
-- everywhere. Load after schema.sql, in one session, as a superuser.

\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET timezone = 'UTC';
SET synchronous_commit = off;
-- The rows refer to each other correctly by construction; checking two million references would double the load time.
SET session_replication_role = replica;

-- A number in [0, 1) that looks random; salt gives each column a sequence of its own.
CREATE FUNCTION pg_temp.unit(n bigint, salt integer) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (hashint8extended($1, $2) & 4294967295)::double precision / 4294967296.0 $$;

-- The element of a list at a point of [0, 1). Repeat an element to make it more frequent.
CREATE FUNCTION pg_temp.pick(list text[], at double precision) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT ($1)[1 + floor($2 * cardinality($1))::integer] $$;

-- Home organization of a user, or NULL: three users in ten buy for a company, and a few companies have most people.
CREATE FUNCTION pg_temp.home_organization(user_id bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN pg_temp.unit($1, 30) < 0.3
               THEN 1 + floor(2000 * pg_temp.unit($1, 31) * pg_temp.unit($1, 31))::bigint END $$;

CREATE FUNCTION pg_temp.currency_of(country text) RETURNS char(3)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE $1 WHEN 'US' THEN 'USD' WHEN 'GB' THEN 'GBP' WHEN 'JP' THEN 'JPY' WHEN 'BR' THEN 'BRL'
                  WHEN 'CH' THEN 'CHF' WHEN 'SE' THEN 'SEK' WHEN 'IS' THEN 'ISK' WHEN 'PL' THEN 'PLN'
                  ELSE 'EUR' END $$;

\ir data/people.sql
\ir data/catalogue.sql
\ir data/trade.sql
\ir data/operations.sql

RESET session_replication_role;

-- Hand-written ids do not move an identity sequence.
SELECT format('SELECT setval(pg_get_serial_sequence(%L, %L), (SELECT max(id) FROM %s))',
              c.oid::regclass::text, 'id', c.oid::regclass)
FROM pg_class AS c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'id' AND a.attidentity <> ''
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
\o /dev/null
\gexec
\o

RESET synchronous_commit;
VACUUM ANALYZE;
