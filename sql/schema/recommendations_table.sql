CREATE TABLE dbarch.recommendations (
    id              bigint GENERATED ALWAYS AS IDENTITY,
    fingerprint     text             NOT NULL,
    action          text             NOT NULL,
    table_name      text             NOT NULL,
    index_name      text             NOT NULL,
    definition      text,
    equivalents     bigint           NOT NULL,
    ddl             text             NOT NULL,
    undo_ddl        text             NOT NULL,
    size_bytes      bigint           NOT NULL,
    cost_before     double precision,
    cost_after      double precision,
    improvement_pct double precision,
    confidence      text             NOT NULL,
    reason          text             NOT NULL,
    detail          jsonb            NOT NULL,
    first_seen      timestamptz      NOT NULL DEFAULT now(),
    last_seen       timestamptz      NOT NULL DEFAULT now(),
    times_seen      bigint           NOT NULL DEFAULT 1,
    decision        text             NOT NULL DEFAULT 'new',
    decided_at      timestamptz,
    decided_by      text,
    decision_reason text,
    CONSTRAINT pk_recommendations_id PRIMARY KEY (id),
    CONSTRAINT uq_recommendations_fingerprint UNIQUE (fingerprint),
    CONSTRAINT chk_recommendations_decision CHECK (decision IN ('new', 'accepted', 'dismissed')),
    CONSTRAINT chk_recommendations_decided_at CHECK (decision = 'new' OR decided_at IS NOT NULL),
    CONSTRAINT chk_recommendations_decided_by CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
    CONSTRAINT chk_recommendations_reason CHECK (decision <> 'dismissed' OR decision_reason IS NOT NULL)
);

COMMENT ON TABLE dbarch.recommendations IS
    'What suggest_indexes() has recommended, one row a fingerprint; read it through the view index_recommendations';
COMMENT ON SEQUENCE dbarch.recommendations_id_seq IS 'Numbers of the recommendations';
COMMENT ON COLUMN dbarch.recommendations.id IS 'Number of the recommendation';
COMMENT ON COLUMN dbarch.recommendations.fingerprint IS 'Made of what is done to which index of which table; names of indexes and figures do not count';
COMMENT ON COLUMN dbarch.recommendations.action IS 'create, replace, drop, reindex, analyze, statistics or rewrite';
COMMENT ON COLUMN dbarch.recommendations.table_name IS 'The table, qualified and quoted';
COMMENT ON COLUMN dbarch.recommendations.index_name IS 'The index, qualified and quoted, as it was last called';
COMMENT ON COLUMN dbarch.recommendations.definition IS 'The index as the server would write it, where that is known';
COMMENT ON COLUMN dbarch.recommendations.equivalents IS 'Indexes of this definition that there were when it was last seen';
COMMENT ON COLUMN dbarch.recommendations.ddl IS 'What carries it out';
COMMENT ON COLUMN dbarch.recommendations.undo_ddl IS 'What takes it back';
COMMENT ON COLUMN dbarch.recommendations.size_bytes IS 'Size of the index in bytes when it was last seen';
COMMENT ON COLUMN dbarch.recommendations.cost_before IS 'Planner cost of the workload before it, when it was last seen';
COMMENT ON COLUMN dbarch.recommendations.cost_after IS 'Planner cost of the workload after it, when it was last seen';
COMMENT ON COLUMN dbarch.recommendations.improvement_pct IS 'Fall from cost_before to cost_after, in per cent';
COMMENT ON COLUMN dbarch.recommendations.confidence IS 'high, medium or low, when it was last seen';
COMMENT ON COLUMN dbarch.recommendations.reason IS 'What it is good for, in words and figures';
COMMENT ON COLUMN dbarch.recommendations.detail IS 'As in suggest_indexes(), without the texts of statements';
COMMENT ON COLUMN dbarch.recommendations.first_seen IS 'When it was first recommended';
COMMENT ON COLUMN dbarch.recommendations.last_seen IS 'When it was last recommended';
COMMENT ON COLUMN dbarch.recommendations.times_seen IS 'Calls that recommended it';
COMMENT ON COLUMN dbarch.recommendations.decision IS 'new, accepted or dismissed';
COMMENT ON COLUMN dbarch.recommendations.decided_at IS 'When that was decided; NULL if nobody has';
COMMENT ON COLUMN dbarch.recommendations.decided_by IS 'The role that decided';
COMMENT ON COLUMN dbarch.recommendations.decision_reason IS 'Why';

-- Decisions are user data: without these two lines pg_dump would leave the rows and the numbering behind.
SELECT pg_catalog.pg_extension_config_dump('dbarch.recommendations', '');
SELECT pg_catalog.pg_extension_config_dump('dbarch.recommendations_id_seq', '');
