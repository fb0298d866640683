//! The conventions that are known, by kind of object: those of the profiles, and those that `auto` tells apart.
use super::Profile;

/// What a convention is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Index,
    UniqueIndex,
    PrimaryKey,
    ForeignKey,
    Unique,
    Check,
    Exclusion,
    Sequence,
    View,
    MaterializedView,
    Function,
    Procedure,
    TriggerFunction,
    Trigger,
    PrimaryKeyColumn,
    ForeignKeyColumn,
}

impl Kind {
    /// As a sentence calls many of them.
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Index => "indexes",
            Kind::UniqueIndex => "unique indexes",
            Kind::PrimaryKey => "primary keys",
            Kind::ForeignKey => "foreign keys",
            Kind::Unique => "unique constraints",
            Kind::Check => "check constraints",
            Kind::Exclusion => "exclusion constraints",
            Kind::Sequence => "sequences of columns",
            Kind::View => "views",
            Kind::MaterializedView => "materialized views",
            Kind::Function => "functions",
            Kind::Procedure => "procedures",
            Kind::TriggerFunction => "trigger functions",
            Kind::Trigger => "triggers",
            Kind::PrimaryKeyColumn => "primary-key columns",
            Kind::ForeignKeyColumn => "foreign-key columns",
        }
    }

    /// What `auto` tells apart. Of two that fit equally many names the first one is taken, so the narrower stands first.
    pub fn known(self) -> &'static [&'static str] {
        match self {
            Kind::Index => INDEX,
            Kind::UniqueIndex => UNIQUE_INDEX,
            Kind::PrimaryKey => PRIMARY_KEY,
            Kind::ForeignKey => FOREIGN_KEY,
            Kind::Unique => UNIQUE,
            Kind::Check => CHECK,
            Kind::Exclusion => EXCLUSION,
            Kind::Sequence => SEQUENCE,
            Kind::View => VIEW,
            Kind::MaterializedView => MATERIALIZED_VIEW,
            Kind::Function => FUNCTION,
            Kind::Procedure => PROCEDURE,
            Kind::TriggerFunction => TRIGGER_FUNCTION,
            Kind::Trigger => TRIGGER,
            Kind::PrimaryKeyColumn => {
                &["id", "<table_singular>_id", "<table>_id", "id_<table_singular>", "id_<table>"]
            }
            Kind::ForeignKeyColumn => FOREIGN_KEY_COLUMN,
        }
    }

    /// What a profile accepts, first what it makes; nothing if it has no opinion.
    pub fn of(self, profile: Profile) -> &'static [&'static str] {
        match profile {
            Profile::Auto => &[],
            Profile::Seed => self.seed(),
            Profile::Postgresql => self.postgresql(),
            Profile::Rails => self.rails(),
        }
    }

    fn seed(self) -> &'static [&'static str] {
        match self {
            Kind::Index => &["idx_<table>_<columns>"],
            Kind::UniqueIndex => &["idx_<table>_<columns>", "uq_<table>_<columns>"],
            Kind::PrimaryKey => &["pk_<table>_<columns>"],
            Kind::ForeignKey => &["fk_<table>_<columns>"],
            Kind::Unique => &["uq_<table>_<columns>"],
            Kind::Check => &["chk_<table>_<name>"],
            Kind::Exclusion => &["ex_<table>_<columns>"],
            Kind::Sequence => &["<table>_<columns>_seq"],
            Kind::View | Kind::MaterializedView => &["vw_<name>"],
            Kind::Function | Kind::Procedure | Kind::TriggerFunction => &["fn_<name>"],
            Kind::Trigger => &["trg_<table>_<timing>_<events>"],
            Kind::PrimaryKeyColumn => &["id", "<table_singular>_id"],
            Kind::ForeignKeyColumn => &["<referenced_singular>_<key>"],
        }
    }

    fn postgresql(self) -> &'static [&'static str] {
        match self {
            Kind::Index | Kind::UniqueIndex => &["<table>_<columns>_idx"],
            Kind::PrimaryKey => &["<table>_pkey"],
            Kind::ForeignKey => &["<table>_<columns>_fkey"],
            Kind::Unique => &["<table>_<columns>_key"],
            Kind::Check => &["<table>_<name>_check", "<table>_check"],
            Kind::Exclusion => &["<table>_<columns>_excl"],
            Kind::Sequence => &["<table>_<columns>_seq"],
            _ => &[],
        }
    }

    fn rails(self) -> &'static [&'static str] {
        match self {
            Kind::Index | Kind::UniqueIndex => {
                &["index_<table>_on_<columns joined by _and_>", "idx_on_<columns>_<hash>"]
            }
            Kind::PrimaryKey => &["<table>_pkey"],
            Kind::ForeignKey => &["fk_rails_<hash>"],
            Kind::Unique => &["uniq_rails_<hash>"],
            Kind::Check => &["chk_rails_<hash>"],
            Kind::Exclusion => &["excl_rails_<hash>"],
            Kind::Sequence => &["<table>_<columns>_seq"],
            Kind::PrimaryKeyColumn => &["id"],
            Kind::ForeignKeyColumn => &["<referenced_singular>_<key>"],
            _ => &[],
        }
    }
}

const INDEX: &[&str] = &[
    "<table>_<columns>_idx",
    "idx_<table>_<columns>",
    "index_<table>_on_<columns joined by _and_>",
    "ix_<table>_<columns>",
    "IX_<table>_<columns>",
    "<table>_<columns>_index",
    "<table>_<columns>_ix",
    "i_<table>_<columns>",
    "<table>_idx_<columns>",
    "idx_<columns>",
    "ix_<columns>",
    "<columns>_idx",
];
const UNIQUE_INDEX: &[&str] = &[
    "<table>_<columns>_idx",
    "<table>_<columns>_key",
    "idx_<table>_<columns>",
    "index_<table>_on_<columns joined by _and_>",
    "uq_<table>_<columns>",
    "uidx_<table>_<columns>",
    "ux_<table>_<columns>",
    "uk_<table>_<columns>",
    "ix_<table>_<columns>",
    "IX_<table>_<columns>",
    "<table>_<columns>_unique",
    "<table>_<columns>_uniq",
    "<table>_<columns>_uidx",
    "<table>_<columns>_uindex",
    "idx_<columns>",
];
const PRIMARY_KEY: &[&str] = &[
    "<table>_pkey",
    "<table>_pk",
    "pk_<table>",
    "PK_<table>",
    "<table>_<columns>_pkey",
    "<table>_<columns>_pk",
    "pk_<table>_<columns>",
    "<table>_primary",
    "<table>_primary_key",
];
const FOREIGN_KEY: &[&str] = &[
    "<table>_<columns>_fkey",
    "fk_<table>_<columns>",
    "fk_<table>_<referenced>_<columns>",
    "FK_<table>_<referenced>_<columns>",
    "<table>_<columns>_fk",
    "<table>_<columns>_foreign",
    "fk_<table>_<referenced>",
    "<table>_<referenced>_fk",
    "<table>_<referenced>_fkey",
    "fk_<columns>",
    "<columns>_fkey",
    "<columns>_fk",
    "fk_<referenced>",
];
const UNIQUE: &[&str] = &[
    "<table>_<columns>_key",
    "uq_<table>_<columns>",
    "uk_<table>_<columns>",
    "ux_<table>_<columns>",
    "UQ_<table>_<columns>",
    "AK_<table>_<columns>",
    "<table>_<columns>_unique",
    "<table>_<columns>_uniq",
    "<table>_<columns>_uq",
    "<table>_<columns>_uk",
    "unique_<table>_<columns>",
    "unq_<table>_<columns>",
    "uniq_<table>_<columns>",
    "<columns>_unique",
    "unique_<columns>",
    "uq_<columns>",
];
const CHECK: &[&str] = &[
    "<table>_<name>_check",
    "chk_<table>_<name>",
    "ck_<table>_<name>",
    "CK_<table>_<name>",
    "check_<table>_<name>",
    "<table>_<name>_chk",
    "<table>_<name>_ck",
    "chk_<name>",
    "ck_<name>",
    "check_<name>",
    "<name>_check",
    "<name>_chk",
];
const EXCLUSION: &[&str] = &[
    "<table>_<columns>_excl",
    "ex_<table>_<columns>",
    "excl_<table>_<columns>",
    "<table>_<columns>_exclusion",
    "<table>_<columns>_ex",
];
const SEQUENCE: &[&str] = &[
    "<table>_<columns>_seq",
    "seq_<table>_<columns>",
    "seq_<table>",
    "<table>_seq",
    "sq_<table>",
    "<table>_sequence",
];
const VIEW: &[&str] =
    &["vw_<name>", "v_<name>", "view_<name>", "<name>_vw", "<name>_view", "<name>_v", "<name>"];
const MATERIALIZED_VIEW: &[&str] = &[
    "mv_<name>",
    "mvw_<name>",
    "mat_<name>",
    "matview_<name>",
    "<name>_mv",
    "<name>_mat",
    "<name>_matview",
    "vw_<name>",
    "v_<name>",
    "<name>_view",
    "<name>",
];
const FUNCTION: &[&str] = &[
    "fn_<name>",
    "func_<name>",
    "fnc_<name>",
    "f_<name>",
    "sp_<name>",
    "udf_<name>",
    "<name>_fn",
    "<name>_func",
    "<name>",
];
const PROCEDURE: &[&str] = &[
    "sp_<name>",
    "usp_<name>",
    "proc_<name>",
    "prc_<name>",
    "pr_<name>",
    "fn_<name>",
    "<name>_proc",
    "<name>_sp",
    "<name>",
];
const TRIGGER_FUNCTION: &[&str] = &[
    "fn_<name>",
    "trg_<name>",
    "tr_<name>",
    "tf_<name>",
    "trgfn_<name>",
    "trigger_<name>",
    "<name>_trigger_function",
    "<name>_trigger",
    "<name>_trg",
    "<name>_tf",
    "<name>_fn",
    "<name>",
];
const TRIGGER: &[&str] = &[
    "trg_<table>_<timing>_<events>",
    "tr_<table>_<timing>_<events>",
    "<table>_<timing>_<events>",
    "trg_<table>_<name>",
    "tr_<table>_<name>",
    "<table>_<name>_trigger",
    "<table>_<name>_trg",
    "trg_<name>",
    "tr_<name>",
    "trigger_<name>",
    "<name>_trigger",
    "<name>_trg",
    "<name>_tr",
    "<name>",
];
const FOREIGN_KEY_COLUMN: &[&str] = &[
    "<referenced_singular>_<key>",
    "<referenced>_<key>",
    "<key>_<referenced_singular>",
    "<key>_<referenced>",
    "fk_<referenced_singular>",
    "<referenced_singular>_fk",
    "<referenced_singular>",
];
