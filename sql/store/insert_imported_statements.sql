WITH came AS (
    INSERT INTO dbarch.imported_statements (imported_by, statement)
    SELECT $1::oid::regrole, s.statement
    FROM jsonb_array_elements($2) WITH ORDINALITY AS s(statement, place)
    ORDER BY s.place
    RETURNING id
)
SELECT count(*) FROM came
