//! System catalogs are named in `sql/read` alone: there their differences between majors and their traps are dealt with
//! once, and everything else speaks of tables and indexes.
use crate::tidy::rust_text::is_word;
use crate::tidy::tree::{SourceFile, Tree};
use crate::tidy::Violation;

/// Relations without a common prefix; functions of the same name are told apart by their parenthesis.
const CATALOGS: &str = "
    pg_aggregate pg_am pg_amop pg_amproc pg_attrdef pg_attribute pg_auth_members pg_authid
    pg_available_extensions pg_available_extension_versions pg_backend_memory_contexts pg_cast pg_class pg_collation
    pg_config pg_constraint pg_conversion pg_cursors pg_database pg_db_role_setting pg_default_acl pg_depend
    pg_description pg_enum pg_event_trigger pg_extension pg_file_settings pg_foreign_data_wrapper pg_foreign_server
    pg_foreign_table pg_group pg_hba_file_rules pg_ident_file_mappings pg_index pg_indexes pg_inherits pg_init_privs
    pg_language pg_largeobject pg_largeobject_metadata pg_locks pg_matviews pg_namespace pg_opclass pg_operator
    pg_opfamily pg_parameter_acl pg_partitioned_table pg_policies pg_policy pg_prepared_statements pg_prepared_xacts
    pg_proc pg_publication pg_publication_namespace pg_publication_rel pg_publication_tables pg_range
    pg_replication_origin pg_replication_origin_status pg_replication_slots pg_rewrite pg_roles pg_rules pg_seclabel
    pg_seclabels pg_sequence pg_sequences pg_settings pg_shadow pg_shdepend pg_shdescription pg_shmem_allocations
    pg_shseclabel pg_statistic pg_statistic_ext pg_statistic_ext_data pg_stats pg_stats_ext pg_stats_ext_exprs
    pg_subscription pg_subscription_rel pg_tables pg_tablespace pg_timezone_abbrevs pg_timezone_names pg_transform
    pg_trigger pg_ts_config pg_ts_config_map pg_ts_dict pg_ts_parser pg_ts_template pg_type pg_user pg_user_mapping
    pg_user_mappings pg_views pg_wait_events pg_aios";
/// pg_stat_activity and its kin.
const PREFIXES: [&str; 2] = ["pg_stat_", "pg_statio_"];
/// An extension's relations, not catalogs.
const EXTENSION: &str = "pg_stat_statements";

pub fn check(tree: &Tree) -> Vec<Violation> {
    tree.files
        .iter()
        .flat_map(|file| if file.rust.is_some() { in_rust(file) } else { in_sql(file) })
        .collect()
}

fn in_sql(file: &SourceFile) -> Vec<Violation> {
    let fenced = file.path.starts_with("sql/") && !file.path.starts_with("sql/read/");
    if !fenced || !file.path.ends_with(".sql") {
        return Vec::new();
    }
    let lines = file.text.lines().enumerate();
    lines
        .flat_map(|(at, line)| {
            catalogs(&query_part(line)).map(move |name| (at + 1, name)).collect::<Vec<_>>()
        })
        .map(|(line, name)| violation(file, line, &name))
        .collect()
}

/// In Rust a name counts where a literal uses it as SQL: a message to the user may name a view.
fn in_rust(file: &SourceFile) -> Vec<Violation> {
    let fenced = file.path.starts_with("src/") || file.path.starts_with("crates/core/");
    let Some(rust) = file.rust.as_ref().filter(|_| fenced) else { return Vec::new() };
    let shipped = rust.literals.iter().filter(|literal| !literal.in_test && is_sql(&literal.text));
    shipped
        .flat_map(|literal| {
            catalogs(&literal.text).map(|name| violation(file, literal.line, &name)).collect::<Vec<_>>()
        })
        .collect()
}

fn is_sql(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split_whitespace();
    words.any(|word| matches!(word, "select" | "insert" | "update" | "delete" | "with" | "lateral"))
        && lower.split_whitespace().any(|word| matches!(word, "from" | "join" | "into" | "update"))
        || lower.contains("::reg")
}

/// A line of SQL without its comment and its string literals, except those that name an object: 'pg_class'::regclass.
fn query_part(line: &str) -> String {
    let code = line.split("--").next().unwrap_or(line);
    let mut parts = code.split('\'');
    let mut kept = parts.next().unwrap_or("").to_string();
    while let Some(literal) = parts.next() {
        let after = parts.next().unwrap_or("");
        if after.starts_with("::reg") {
            kept += literal;
        }
        kept.push(' ');
        kept += after;
    }
    kept
}

/// The catalogs that a text names.
fn catalogs(text: &str) -> impl Iterator<Item = String> + '_ {
    let bytes = text.as_bytes();
    let starts = (0..bytes.len()).filter(|at| is_word(bytes[*at]) && (*at == 0 || !is_word(bytes[at - 1])));
    starts.filter_map(|start| {
        let length = bytes[start..].iter().take_while(|byte| is_word(**byte)).count();
        let word = text[start..start + length].to_lowercase();
        let is_call = text[start + length..].trim_start().starts_with('(');
        (!is_call && is_catalog(&word)).then_some(word)
    })
}

fn is_catalog(word: &str) -> bool {
    let by_prefix = PREFIXES.iter().any(|prefix| word.starts_with(prefix)) && !word.starts_with(EXTENSION);
    by_prefix || word == "information_schema" || CATALOGS.split_whitespace().any(|name| name == word)
}

fn violation(file: &SourceFile, line: usize, name: &str) -> Violation {
    let message =
        format!("system catalog `{name}` outside sql/read: read it there, and name the result here");
    Violation::new(&file.path, line, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rules::lines_of;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        lines_of(&check(&Tree::of([(path, text)])))
    }

    #[test]
    fn catalogs_in_sql_are_seen() {
        let sql = "SELECT * FROM pg_class\nJOIN pg_catalog.pg_index USING (x) -- pg_am\n, PG_STAT_ACTIVITY\n\
                   , 'pg_proc'::regclass\n, 'from pg_type'\n, pg_stat_statements, pg_get_indexdef(1), pg_size_pretty (1)\n\
                   , information_schema.tables";
        assert_eq!(lines("sql/checks/index/a.sql", sql), [1, 2, 3, 4, 7]);
        assert_eq!(lines("sql/schema/a.sql", sql).len(), 5);
        assert_eq!(lines("sql/read/a.sql", sql), [0; 0]);
        assert_eq!(lines("tests/fixtures/checks/a.sql", sql), [0; 0]);
    }

    #[test]
    fn catalogs_in_rust_are_seen_where_they_are_sql() {
        let code = "f(\"SELECT 1 FROM pg_class\");\nf(\"see pg_stat_activity\");\nlet pg_class = 1; // pg_class\n\
                    f(\"SELECT pg_relation_size($1)\");\n#[cfg(test)]\nmod tests { const A: &str = \"SELECT * FROM pg_index\"; }";
        assert_eq!(lines("src/run/a.rs", code), [1]);
        assert_eq!(lines("crates/core/src/rules/index/a.rs", code), [1]);
        assert_eq!(lines("crates/xtask/src/a.rs", code), [0; 0]);
    }
}
