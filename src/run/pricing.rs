//! What a statement costs with each of many indexes alone.
use crate::error::{Error, Result};
use crate::pg::statement::Statement;
use crate::pg::what_if::WhatIf;

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

/// The price of `statement` with each of the indexes of `what_if` alone, by position.
pub fn prices(what_if: &WhatIf, statement: &Statement, method: Method) -> Result<Vec<Price>> {
    let (known, base) = match method {
        Method::Harvest => what_if.prices(statement)?,
        Method::Replan => (vec![None; what_if.len()], f64::NAN),
    };
    let unknown: Vec<usize> = (0..known.len()).filter(|position| known[*position].is_none()).collect();
    let configurations: Vec<Vec<usize>> = unknown.iter().map(|position| vec![*position]).collect();
    let replanned = what_if.costs(statement, &configurations)?;
    let mut prices: Vec<Price> = known
        .into_iter()
        .map(|cost| {
            let cost = cost.unwrap_or(f64::NAN);
            Price { cost, used: cost < base }
        })
        .collect();
    for (position, (cost, used)) in unknown.into_iter().zip(replanned) {
        prices[position] = Price { cost, used: !used.is_empty() };
    }
    Ok(prices)
}
