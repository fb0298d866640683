//! What a statement costs with each of many indexes alone.
use crate::error::{Error, Result};
use crate::pg::statement::Statement;
use crate::pg::what_if::{Prices, WhatIf};
use std::collections::HashMap;

/// How prices are found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Method {
    /// One planning an index.
    Replan,
    /// One planning for all, and a few more for each kind of access that an index offers.
    Harvest,
}

impl std::str::FromStr for Method {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "replan" => Ok(Method::Replan),
            "harvest" => Ok(Method::Harvest),
            other => Err(Error::invalid_argument(format!("unknown method: \"{other}\""))
                .hint("Methods: harvest, replan.")),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Price {
    pub cost: f64,
    pub used: bool,
}

/// Indexes up to which a harvest takes no fewer plannings.
const FEW: usize = 4;

/// The price of `statement` with each of the indexes of `what_if` alone, by position.
pub fn prices(what_if: &WhatIf, statement: &Statement, method: Method) -> Result<Vec<Price>> {
    let all = 0..what_if.len();
    let Prices { known, like, base, .. } = match method {
        Method::Harvest if what_if.len() > FEW => what_if.prices(statement)?,
        _ => Prices::unknown(what_if.len()),
    };
    let unknown: Vec<usize> = all.clone().filter(|at| known[*at].is_none() && like[*at] == *at).collect();
    let configurations: Vec<Vec<usize>> = unknown.iter().map(|position| vec![*position]).collect();
    let replanned: HashMap<usize, Price> = what_if
        .costs(statement, &configurations)?
        .into_iter()
        .zip(unknown)
        .map(|(plan, position)| (position, Price { cost: plan.explained, used: !plan.used.is_empty() }))
        .collect();
    Ok(all
        .map(|position| match known[position] {
            Some(cost) => Price { cost, used: cost < base },
            None => replanned[&like[position]],
        })
        .collect())
}
