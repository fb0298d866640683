CREATE TABLE dbarch.suppression_rules (
    check_id       text        NOT NULL,
    object_pattern text        NOT NULL,
    reason         text,
    until          timestamptz,
    created_at     timestamptz NOT NULL DEFAULT now(),
    created_by     text        NOT NULL,
    matched        bigint,
    matched_at     timestamptz,
    CONSTRAINT pk_suppression_rules PRIMARY KEY (check_id, object_pattern),
    CONSTRAINT chk_suppression_rules_not_all CHECK (NOT (check_id = '*' AND object_pattern = '*')),
    CONSTRAINT chk_suppression_rules_matched CHECK ((matched IS NULL) = (matched_at IS NULL))
);

COMMENT ON TABLE dbarch.suppression_rules IS 'What suppress() has written; read it through the view suppressions';
COMMENT ON COLUMN dbarch.suppression_rules.check_id IS 'The check, or * for every check';
COMMENT ON COLUMN dbarch.suppression_rules.object_pattern IS 'Pattern of object names: * any characters, ? one character';
COMMENT ON COLUMN dbarch.suppression_rules.reason IS 'Why';
COMMENT ON COLUMN dbarch.suppression_rules.until IS 'When it ends; NULL: never';
COMMENT ON COLUMN dbarch.suppression_rules.created_at IS 'When it was written, or written again';
COMMENT ON COLUMN dbarch.suppression_rules.created_by IS 'The role that wrote it';
COMMENT ON COLUMN dbarch.suppression_rules.matched IS 'Findings that it covered in the last recorded run of the whole database';
COMMENT ON COLUMN dbarch.suppression_rules.matched_at IS 'When that run was recorded';

-- Suppressions are user data: without this line pg_dump would leave them behind.
SELECT pg_catalog.pg_extension_config_dump('dbarch.suppression_rules', '');

CREATE VIEW dbarch.suppressions AS
SELECT s.check_id, s.object_pattern, s.reason, s.until, s.created_at, s.created_by,
       coalesce(s.until <= now(), false) AS is_expired,
       s.matched, s.matched_at,
       coalesce(s.until <= now(), false) OR s.matched = 0 AS is_unused
FROM dbarch.suppression_rules AS s;

COMMENT ON VIEW dbarch.suppressions IS
    'Findings that nobody wants to hear of, why and until when; unused_suppressions() looks which of them still match';
COMMENT ON COLUMN dbarch.suppressions.check_id IS 'The check, or * for every check';
COMMENT ON COLUMN dbarch.suppressions.object_pattern IS 'Pattern of object names: * any characters, ? one character';
COMMENT ON COLUMN dbarch.suppressions.reason IS 'Why';
COMMENT ON COLUMN dbarch.suppressions.until IS 'When it ends; NULL: never';
COMMENT ON COLUMN dbarch.suppressions.created_at IS 'When it was written, or written again';
COMMENT ON COLUMN dbarch.suppressions.created_by IS 'The role that wrote it';
COMMENT ON COLUMN dbarch.suppressions.is_expired IS 'Whether it has ended';
COMMENT ON COLUMN dbarch.suppressions.matched IS
    'Findings that it covered in the last recorded run of the whole database; NULL if there was none that could judge';
COMMENT ON COLUMN dbarch.suppressions.matched_at IS 'When that run was recorded';
COMMENT ON COLUMN dbarch.suppressions.is_unused IS 'Expired, or matched nothing in that run; NULL if that is not known';
GRANT SELECT ON dbarch.suppressions TO PUBLIC;
