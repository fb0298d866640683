//! `whatif_cost()`, `explain_with()`, `estimate_index_size()`.
use crate::error::{Error, Result};
use crate::pg::explain::Format;
use crate::pg::what_if::WhatIf;
use crate::pg::ErrorReport;
use pgrx::prelude::*;
use pgrx::JsonB;

type CostRow = (i32, Option<f64>, Option<Vec<String>>, Option<JsonB>, Option<String>);

#[pg_extern]
#[allow(clippy::type_complexity)]
fn whatif_cost(
    queries: Vec<Option<String>>,
    indexes: default!(Vec<Option<String>>, "'{}'"),
    hidden: default!(Vec<Option<String>>, "'{}'"),
) -> std::result::Result<
    TableIterator<
        'static,
        (
            name!(query_no, i32),
            name!(cost, Option<f64>),
            name!(indexes_used, Option<Vec<String>>),
            name!(plan, Option<JsonB>),
            name!(error, Option<String>),
        ),
    >,
    ErrorReport,
> {
    let what_if = prepare(&indexes, &hidden)?;
    let mut rows: Vec<CostRow> = Vec::with_capacity(queries.len());
    for (position, query) in queries.into_iter().enumerate() {
        let number = i32::try_from(position + 1).map_err(|_| Error::invalid_argument("too many queries"))?;
        rows.push(match cost_row(&what_if, query) {
            Ok((cost, used, plan)) => (number, Some(cost), Some(used), Some(JsonB(plan)), None),
            Err(error) => (number, None, None, None, Some(error.to_string())),
        });
    }
    Ok(TableIterator::new(rows))
}

fn cost_row(what_if: &WhatIf, query: Option<String>) -> Result<(f64, Vec<String>, serde_json::Value)> {
    let query = query.ok_or_else(|| Error::invalid_argument("the query is NULL"))?;
    let (cost, text) = what_if.explain(&query, Format::Json)?;
    let plan: serde_json::Value =
        serde_json::from_str(&text).map_err(|e| Error::internal(format!("EXPLAIN printed no JSON: {e}")))?;
    Ok((cost, dbarch_core::model::plan::indexes_used(&plan), plan))
}

#[pg_extern]
fn explain_with(
    query: &str,
    indexes: default!(Vec<Option<String>>, "'{}'"),
    hidden: default!(Vec<Option<String>>, "'{}'"),
    format: default!(&str, "'text'"),
) -> std::result::Result<SetOfIterator<'static, String>, ErrorReport> {
    let format = format.parse()?;
    let (_, text) = prepare(&indexes, &hidden)?.explain(query, format)?;
    // As EXPLAIN does: a row a line of text, one row for the structured formats (ExplainQuery in explain.c).
    let rows = match format {
        Format::Text => text.lines().map(str::to_string).collect(),
        _ => vec![text],
    };
    Ok(SetOfIterator::new(rows))
}

#[pg_extern]
fn estimate_index_size(ddl: &str) -> std::result::Result<i64, ErrorReport> {
    let mut what_if = WhatIf::default();
    let position = what_if.define(ddl)?;
    Ok(what_if.size_bytes(&[position])?.iter().sum::<f64>() as i64)
}

fn prepare(indexes: &[Option<String>], hidden: &[Option<String>]) -> Result<WhatIf> {
    let mut what_if = WhatIf::default();
    for ddl in indexes {
        let ddl = ddl.as_ref().ok_or_else(|| Error::invalid_argument("an element of indexes is NULL"))?;
        what_if.define(ddl)?;
    }
    what_if.tell_apart()?;
    for name in hidden {
        let name = name.as_ref().ok_or_else(|| Error::invalid_argument("an element of hidden is NULL"))?;
        what_if.hide(name)?;
    }
    Ok(what_if)
}
