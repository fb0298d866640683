-- Organizations, users, memberships. Read by data.sql.

INSERT INTO organizations (id, name, slug, plan, country_code, created_at, updated_at, deleted_at)
SELECT g,
       pg_temp.pick('{Northern,Blue,United,Green,Silver,Rapid,Golden,Bright,Prime,Urban}', pg_temp.unit(g, 1)) || ' ' ||
       pg_temp.pick('{Logistics,Foods,Systems,Design,Health,Energy,Media,Tools,Textiles,Labs}', pg_temp.unit(g, 2)) ||
       ' ' || g,
       'org-' || g,
       pg_temp.pick('{free,free,free,free,free,free,team,team,business,enterprise}', pg_temp.unit(g, 3)),
       pg_temp.pick('{US,US,US,US,DE,DE,GB,FR,PL,CH}', pg_temp.unit(g, 4)),
       at.t, at.t + 86400 * pg_temp.unit(g, 5) * interval '1 second',
       CASE WHEN pg_temp.unit(g, 6) < 0.03 THEN timestamptz '2025-12-01 12:00+00' END
FROM generate_series(1, 2000) AS g,
     LATERAL (SELECT timestamptz '2020-01-01 00:00+00' + floor(170000000 * (g / 2000.0)) * interval '1 second') AS at (t);

-- Twenty slots: four in ten users live in the United States, one in twenty in each of the rare countries.
INSERT INTO users (id, email, full_name, phone, password_hash, country_code, currency, marketing_ok, last_login_at,
                   created_at, updated_at, deleted_at)
SELECT g,
       'customer' || g || '@mail.example',
       pg_temp.pick('{Anna,Ben,Clara,David,Elif,Farid,Grace,Hugo,Ines,Jan,Kenji,Lena,Marta,Noah,Olga,Paulo}',
                    pg_temp.unit(g, 11)) || ' ' ||
       pg_temp.pick('{Smith,Schmidt,Kowalski,Silva,Tanaka,Martin,Jones,Weber,Berg,Rossi,Novak,Khan,Brown,Costa}',
                    pg_temp.unit(g, 12)),
       CASE WHEN pg_temp.unit(g, 13) < 0.45 THEN '+1555' || lpad((g * 7919 % 10000000)::text, 7, '0') END,
       '$argon2id$' || md5('password' || g),
       c.country, pg_temp.currency_of(c.country),
       pg_temp.unit(g, 15) < 0.35,
       CASE WHEN pg_temp.unit(g, 16) < 0.8
            THEN at.t + (timestamptz '2026-01-01 00:00+00' - at.t) * pg_temp.unit(g, 17) END,
       at.t, at.t,
       CASE WHEN pg_temp.unit(g, 18) < 0.04 THEN timestamptz '2025-11-15 08:00+00' END
FROM generate_series(1, 100000) AS g,
     LATERAL (SELECT pg_temp.pick('{US,US,US,US,US,US,US,US,DE,DE,DE,GB,GB,FR,FR,PL,JP,BR,SE,CH}',
                                  pg_temp.unit(g, 14))) AS c (country),
     LATERAL (SELECT timestamptz '2022-01-01 00:00+00' + floor(126000000 * (g / 100000.0)) * interval '1 second')
             AS at (t);

-- Everybody's home organization, and a second one for consultants.
INSERT INTO organization_members (id, organization_id, user_id, role, created_at)
SELECT row_number() OVER (ORDER BY m.user_id, m.organization_id), m.organization_id, m.user_id,
       pg_temp.pick('{member,member,member,member,member,member,viewer,viewer,admin,owner}',
                    pg_temp.unit(m.user_id, 32)),
       timestamptz '2022-01-01 00:00+00' + floor(1260 * m.user_id) * interval '1 second'
FROM (SELECT g AS user_id, pg_temp.home_organization(g) AS organization_id FROM generate_series(1, 100000) AS g
      UNION
      SELECT 1 + g % 40000, 1 + floor(2000 * pg_temp.unit(g, 33))::bigint FROM generate_series(1, 60000) AS g) AS m
WHERE m.organization_id IS NOT NULL;
