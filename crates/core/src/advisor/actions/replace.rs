//! A suggested index that takes the place of existing ones, which are its first columns.

use serde_json::json;

use super::super::reason::superfluous;
use super::drop::{hidden, Damage, Evidence};
use crate::advisor::recommend::Recommendation;
use crate::model::existing_index::ExistingIndex;
use crate::normalised::tokens::tokens;

/// Names of the existing indexes that `row` says it makes superfluous.
pub fn superseded(row: &Recommendation) -> Vec<String> {
    let listed = row.detail["makes_redundant"].as_array().map_or(&[][..], Vec::as_slice);
    listed.iter().filter_map(|one| one["index_name"].as_str().map(str::to_string)).collect()
}

/// The storage parameters of a definition, as written; empty if it has none.
fn storage(definition: &str) -> &str {
    let tokens = tokens(definition);
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate() {
        if token.is_symbol("(") {
            depth += 1;
        } else if token.is_symbol(")") {
            depth -= 1;
        } else if depth == 0 && token.is_word("with") {
            let end = tokens[place..].iter().find(|token| token.is_symbol(")")).map(|token| token.end());
            return end.and_then(|end| definition.get(token.start..end)).unwrap_or_default();
        }
    }
    ""
}

/// `ddl`, which creates a b-tree without storage parameters, with those of `definition`: what somebody has set for the old
/// index was set for the table and its load.
fn with_storage(ddl: &str, definition: &str) -> String {
    let storage = storage(definition);
    if storage.is_empty() {
        return ddl.to_string();
    }
    let tokens = tokens(ddl);
    let mut depth = 0;
    let predicate = tokens.iter().find(|token| {
        depth += i32::from(token.is_symbol("(")) - i32::from(token.is_symbol(")"));
        depth == 0 && token.is_word("where")
    });
    let (head, tail) = ddl.split_at(predicate.map_or(ddl.len(), |token| token.start));
    format!("{} {storage} {tail}", head.trim_end()).trim_end().to_string()
}

/// Makes of `row`, which creates an index, one that also drops `replaced`: all that it makes superfluous, each of them
/// hidden with the result `damage`.
///
/// The new index comes first and goes last, so that no statement is without one at any time.
pub fn replace(row: &mut Recommendation, replaced: &[&ExistingIndex], damage: &Damage, evidence: &Evidence) {
    let names: Vec<String> = replaced.iter().map(|index| index.qualified.clone()).collect();
    let steps = |first: String, rest: Vec<String>| [vec![first], rest].concat();
    let create = replaced.first().map_or(row.ddl.clone(), |old| with_storage(&row.ddl, &old.create_sql));
    let ddl = steps(create, replaced.iter().map(|index| index.drop_sql.clone()).collect());
    let mut undo: Vec<String> = replaced.iter().map(|index| index.create_sql.clone()).collect();
    undo.push(row.undo_ddl.clone());
    row.action = "replace".into();
    row.ddl = ddl.join(";\n");
    row.undo_ddl = undo.join(";\n");
    let mut sentence = format!(
        " It takes the place of {}, whose columns are its first. {}",
        names.join(" and "),
        damage.sentence(match (names.len(), damage.using) {
            // The plans before and after tell that it was used.
            (1, 0) => "that one any more",
            (_, 0) => "them any more",
            (1, _) => "that one",
            _ => "them",
        })
    );
    sentence.push_str(evidence.reservation());
    for index in replaced.iter().filter(|index| index.is_clustered) {
        sentence.push_str(&format!(" CLUSTER orders the table by {}.", index.qualified));
    }
    row.reason = row.reason.replace(&superfluous(&names), &sentence);
    row.detail["replaces"] = json!(names);
    row.detail["ddl_steps"] = json!(ddl);
    row.detail["undo_steps"] = json!(undo);
    row.detail["hidden"] = hidden(damage, evidence);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t05_creates_before_it_drops_and_brings_back_before_it_takes_away() {
        let old = ExistingIndex {
            qualified: "shop.a".into(),
            drop_sql: "DROP INDEX CONCURRENTLY shop.a".into(),
            create_sql: "CREATE INDEX CONCURRENTLY a ON shop.t USING btree (a) WITH (fillfactor='70')".into(),
            ..ExistingIndex::default()
        };
        let mut row = Recommendation {
            ddl: "CREATE INDEX CONCURRENTLY a_b ON shop.t USING btree (a, b)".into(),
            undo_ddl: "DROP INDEX CONCURRENTLY shop.a_b".into(),
            reason: format!("Sentence.{}", superfluous(&["shop.a".into()])),
            detail: json!({"makes_redundant": [{"index_name": "shop.a"}]}),
            ..super::super::row("create", "shop.t")
        };
        assert_eq!(superseded(&row), ["shop.a"]);
        let damage = Damage { judged: 3, using: 2, ..Damage::default() };
        let evidence = Evidence { source: "queries", is_whole: false, statements: &[], judged: &[] };
        replace(&mut row, &[&old], &damage, &evidence);
        assert_eq!(row.action, "replace");
        assert_eq!(
            row.ddl,
            "CREATE INDEX CONCURRENTLY a_b ON shop.t USING btree (a, b) WITH (fillfactor='70');\n\
             DROP INDEX CONCURRENTLY shop.a"
        );
        assert_eq!(
            row.undo_ddl,
            "CREATE INDEX CONCURRENTLY a ON shop.t USING btree (a) WITH (fillfactor='70');\n\
             DROP INDEX CONCURRENTLY shop.a_b"
        );
        assert_eq!(
            row.reason,
            "Sentence. It takes the place of shop.a, whose columns are its first. 2 of the 3 statements that were \
             judged use that one, and none costs more without. Other statements were not looked at."
        );
        assert_eq!(row.detail["ddl_steps"][1], "DROP INDEX CONCURRENTLY shop.a");
    }

    #[test]
    fn t100_storage_parameters_stay() {
        let old = "CREATE INDEX a ON shop.t USING btree (f(a, 'with (x)')) WITH (fillfactor='70', a='b') WHERE (b > 0)";
        assert_eq!(storage(old), "WITH (fillfactor='70', a='b')");
        assert_eq!(storage("CREATE INDEX a ON shop.t USING btree (a) WHERE (b > 0)"), "");
        assert_eq!(
            with_storage("CREATE INDEX i ON shop.t USING btree (a, b) WHERE (b > 0)", old),
            "CREATE INDEX i ON shop.t USING btree (a, b) WITH (fillfactor='70', a='b') WHERE (b > 0)"
        );
        assert_eq!(
            with_storage("CREATE INDEX i ON t (a)", old),
            "CREATE INDEX i ON t (a) WITH (fillfactor='70', a='b')"
        );
    }
}
