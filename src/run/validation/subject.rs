//! The queries that an index is held against.
use crate::error::{Error, Result};
use crate::pg::build_index::Target;
use crate::pg::plan_facts::PlanFacts;
use crate::pg::sandbox::Role;
use crate::pg::statement::Statement;
use crate::pg::what_if::WhatIf;
use crate::read::workload::{self, GIVEN};
use crate::run::planned::planned;
use dbarch_core::model::workload as model;
use serde_json::{json, Value};

/// One index is held against these: each costs a planning or more, and none stands for others.
const MOST_STATEMENTS: u32 = 500;

pub struct Subject {
    pub number: i32,
    /// `None` only if the caller gave NULL.
    pub sql: Option<String>,
    pub role: Role,
    /// Where names are looked up, if not as the caller does.
    pub search_path: Option<String>,
    pub source: &'static str,
    /// Of a recorded statement.
    pub calls: Option<f64>,
    /// With the hypothetical index, if there is one.
    pub predicted: std::result::Result<PlanFacts, Obstacle>,
}

/// Why a query cannot be judged.
#[derive(Clone)]
pub enum Obstacle {
    Failed(Error),
    Skipped(String),
}

#[derive(Default)]
pub struct Subjects {
    pub list: Vec<Subject>,
    pub source: &'static str,
    /// Why the list is empty.
    pub nothing: String,
    /// How many recorded statements there were, and how many were passed over.
    pub found: Option<Value>,
}

pub fn find(queries: Option<Vec<Option<String>>>, what_if: &WhatIf, target: &Target) -> Result<Subjects> {
    match queries {
        Some(queries) => given(queries, what_if),
        None => recorded(what_if, target),
    }
}

fn number(position: usize) -> Result<i32> {
    i32::try_from(position + 1).map_err(|_| Error::invalid_argument("too many queries"))
}

/// What the plan of `sql` says with the indexes of `what_if`.
pub fn plan(what_if: &WhatIf, role: Role, sql: &str, search_path: Option<&str>) -> Result<PlanFacts> {
    let facts = |statement: &Statement| what_if.with_plan(statement, |plan| Ok(plan.facts()));
    planned(role, sql, search_path, facts).map(|(_, facts)| facts)
}

fn given(queries: Vec<Option<String>>, what_if: &WhatIf) -> Result<Subjects> {
    let mut list = Vec::with_capacity(queries.len());
    for (position, sql) in queries.into_iter().enumerate() {
        let predicted = match &sql {
            Some(sql) => plan(what_if, None, sql, None).map_err(Obstacle::Failed),
            None => Err(Obstacle::Failed(Error::invalid_argument("the query is NULL"))),
        };
        list.push(Subject {
            number: number(position)?,
            sql,
            role: None,
            search_path: None,
            source: GIVEN,
            calls: None,
            predicted,
        });
    }
    Ok(Subjects { list, source: GIVEN, nothing: "queries is empty".to_string(), found: None })
}

/// Of the recorded statements those on the table. Whether one that cannot be planned is among them, only its text can tell.
fn recorded(what_if: &WhatIf, target: &Target) -> Result<Subjects> {
    let workload = match workload::of_this_database(MOST_STATEMENTS)? {
        Ok(workload) => workload,
        Err(nothing) => return Ok(Subjects { nothing, source: "none", ..Subjects::default() }),
    };
    let source = workload.source;
    let all = workload.statements.len() + workload.skipped.len();
    let names: Vec<String> = target.table_names.iter().map(|name| name.to_lowercase()).collect();
    let mentions = |sql: &str| {
        let sql = sql.to_lowercase();
        names.iter().any(|name| sql.contains(name))
    };
    let (mut list, mut elsewhere, mut unknown) = (Vec::new(), 0, 0);
    let mut keep = |statement: model::Statement, role, calls, predicted| -> Result<()> {
        let (number, sql, search_path) = (number(list.len())?, Some(statement.sql), statement.search_path);
        list.push(Subject { number, sql, role, search_path, source, calls, predicted });
        Ok(())
    };
    for (statement, role) in workload.statements {
        match plan(what_if, role, &statement.sql, statement.search_path.as_deref()).map_err(Obstacle::Failed)
        {
            Ok(facts) if !facts.touches(&target.tables) => elsewhere += 1,
            Err(_) if !mentions(&statement.sql) => unknown += 1,
            predicted => {
                let calls = Some(statement.calls);
                keep(statement, role, calls, predicted)?
            }
        }
    }
    for (sql, reason) in workload.skipped {
        if mentions(&sql) {
            let statement = model::Statement { sql, ..model::Statement::default() };
            keep(statement, None, None, Err(Obstacle::Skipped(reason)))?;
        } else {
            unknown += 1;
        }
    }
    Ok(Subjects {
        list,
        source,
        nothing: format!(
            "{source} holds no statement on the {}",
            if names.len() == 1 { "table" } else { "tables" }
        ),
        found: Some(json!({"statements": all, "on_other_tables": elsewhere, "not_judged": unknown})),
    })
}
