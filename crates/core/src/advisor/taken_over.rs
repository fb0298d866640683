//! What a new index on a partitioned table takes over: PostgreSQL builds none in a partition that has an equal one, but
//! makes that a part of the new index. Who drops the new index drops it as well, so the undo builds it again.

use serde::Deserialize;
use serde_json::json;

use super::identity::Identity;
use super::recommend::Recommendation;

/// Indexes that a reason names.
const NAMED: usize = 3;

/// An index of a partition, or of one that is partitioned itself.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PartitionIndex {
    /// The partitioned table that advice is about, qualified and quoted.
    pub parent: String,
    /// Qualified and quoted.
    pub qualified: String,
    /// As `pg_get_indexdef()` writes it.
    pub definition: String,
    /// What builds it again, unless it is there.
    pub create_sql: String,
}

/// Whether `row` may take over indexes of partitions.
pub fn may_take_over(row: &Recommendation) -> bool {
    row.action == "create" || row.action == "replace"
}

/// Has the undo of each of `rows` bring back those of `indexes` that its index takes over. They come in the order in which they
/// are to be built.
pub fn bring_back(rows: &mut [Recommendation], indexes: &[PartitionIndex]) {
    let mut gone: Vec<&str> = Vec::new();
    for row in rows.iter_mut().filter(|row| may_take_over(row)) {
        let Some(created) = Identity::of(&row.ddl) else { continue };
        let is_equal = |index: &&PartitionIndex| {
            index.parent == row.table_name
                && Identity::of(&index.definition).as_ref() == Some(&created)
                && !gone.contains(&index.qualified.as_str())
        };
        let taken: Vec<&PartitionIndex> = indexes.iter().filter(is_equal).collect();
        if taken.is_empty() {
            continue;
        }
        gone.extend(taken.iter().map(|index| index.qualified.as_str()));
        if !row.detail["undo_steps"].is_array() {
            row.detail["ddl_steps"] = json!([row.ddl]);
            row.detail["undo_steps"] = json!([row.undo_ddl]);
        }
        for index in &taken {
            row.undo_ddl.push_str(&format!(";\n{}", index.create_sql));
            if let Some(steps) = row.detail["undo_steps"].as_array_mut() {
                steps.push(json!(index.create_sql));
            }
        }
        row.detail["takes_over"] = taken.iter().map(|index| json!(index.qualified)).collect();
        row.reason.push_str(&sentence(&taken));
    }
}

fn sentence(taken: &[&PartitionIndex]) -> String {
    let mut names: Vec<String> = taken.iter().take(NAMED).map(|index| index.qualified.clone()).collect();
    if taken.len() > NAMED {
        names.push(format!("{} more", taken.len() - NAMED));
    }
    let last = names.pop().unwrap_or_default();
    let list = if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) };
    let object = if taken.len() == 1 { "that" } else { "them" };
    format!(" It takes over {list}; the undo builds {object} again.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::actions;

    fn row() -> Recommendation {
        Recommendation {
            index_name: "shop.idx_event_kind".into(),
            ddl: "CREATE INDEX idx_event_kind ON shop.event USING btree (kind)".into(),
            undo_ddl: "DROP INDEX shop.idx_event_kind".into(),
            reason: "Sentence.".into(),
            ..actions::row("create", "shop.event")
        }
    }

    fn index(name: &str, what: &str) -> PartitionIndex {
        PartitionIndex {
            parent: "shop.event".into(),
            qualified: format!("shop.{name}"),
            definition: format!("CREATE INDEX {name} ON shop.event_1 USING btree {what}"),
            create_sql: format!(
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON shop.event_1 USING btree {what}"
            ),
        }
    }

    #[test]
    fn t13_what_is_taken_over_comes_back() {
        let mut rows = [row()];
        let elsewhere = PartitionIndex { parent: "shop.other".into(), ..index("c", "(kind)") };
        let indexes = [
            index("a", "(kind) WITH (fillfactor='70')"),
            index("b", "(kind DESC)"),
            elsewhere,
            index("d", "(kind) WHERE (kind > 5)"),
        ];
        bring_back(&mut rows, &indexes);
        assert_eq!(
            rows[0].undo_ddl,
            "DROP INDEX shop.idx_event_kind;\n\
             CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON shop.event_1 USING btree (kind) WITH (fillfactor='70')"
        );
        assert_eq!(rows[0].detail["undo_steps"][0], "DROP INDEX shop.idx_event_kind");
        assert_eq!(rows[0].detail["undo_steps"][1], json!(indexes[0].create_sql));
        assert_eq!(rows[0].detail["ddl_steps"], json!([rows[0].ddl]));
        assert_eq!(rows[0].detail["takes_over"], json!(["shop.a"]));
        assert_eq!(rows[0].reason, "Sentence. It takes over shop.a; the undo builds that again.");
    }

    #[test]
    fn few_are_named() {
        let indexes = ["a", "b", "c", "d", "e"].map(|name| index(name, "(kind)"));
        let all: Vec<&PartitionIndex> = indexes.iter().collect();
        assert_eq!(
            sentence(&all),
            " It takes over shop.a, shop.b, shop.c and 2 more; the undo builds them again."
        );
        assert_eq!(sentence(&all[..2]), " It takes over shop.a and shop.b; the undo builds them again.");
    }

    #[test]
    fn other_rows_stay_as_they_are() {
        let dropping = Recommendation { action: "drop".into(), ..row() };
        let mut rows = [dropping.clone(), row()];
        bring_back(&mut rows, &[index("a", "(kind, at)")]);
        assert_eq!(rows, [dropping, row()]);
    }
}
