//! `price_indexes()`.
use crate::error::{Error, Result};
use crate::pg::statement::Statement;
use crate::pg::what_if::WhatIf;
use crate::pg::ErrorReport;
use crate::run::pricing::{self, Method, Price};
use pgrx::prelude::*;

#[pg_extern]
#[allow(clippy::type_complexity)]
fn price_indexes(
    queries: Vec<Option<String>>,
    indexes: Vec<Option<String>>,
    method: default!(&str, "'harvest'"),
) -> std::result::Result<
    TableIterator<
        'static,
        (
            name!(query_no, i32),
            name!(index_no, i32),
            name!(cost, Option<f64>),
            name!(used, Option<bool>),
            name!(error, Option<String>),
        ),
    >,
    ErrorReport,
> {
    let method: Method = method.parse()?;
    let mut what_if = WhatIf::default();
    let defined: Vec<Result<usize>> = indexes
        .iter()
        .map(|ddl| what_if.define(ddl.as_ref().ok_or_else(|| Error::invalid_argument("the index is NULL"))?))
        .collect();
    let mut rows = Vec::with_capacity(queries.len() * indexes.len());
    for (query_no, query) in (1..).zip(&queries) {
        let prices = prices(&what_if, query.as_deref(), method);
        for (index_no, position) in (1..).zip(&defined) {
            rows.push(match (position, &prices) {
                (Ok(position), Ok(prices)) => {
                    let Price { cost, used } = prices[*position];
                    (query_no, index_no, Some(cost), Some(used), None)
                }
                (Err(error), _) | (_, Err(error)) => {
                    (query_no, index_no, None, None, Some(error.to_string()))
                }
            });
        }
    }
    Ok(TableIterator::new(rows))
}

fn prices(what_if: &WhatIf, query: Option<&str>, method: Method) -> Result<Vec<Price>> {
    let query = query.ok_or_else(|| Error::invalid_argument("the query is NULL"))?;
    pricing::prices(what_if, &Statement::new(None, query)?, method)
}
