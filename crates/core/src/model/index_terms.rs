//! What an index can be made of besides plain columns: keys that are expressions or have another operator class or
//! collation, and predicates. Each gets a number, so that the rest of the advisor sees no difference between
//! `lower(email)` and a column.

use super::table::{Column, Predicate, Table};
use std::collections::BTreeMap;

/// Numbers from here on are not attributes: a table has at most 1600 (MaxHeapAttributeNumber of
/// src/include/access/htup_details.h).
const FIRST: i16 = 2000;
/// Of one table: what more statements come up with is not indexed.
const MOST: usize = 1000;

/// An index key that is no plain column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Term {
    /// As `CREATE INDEX` takes it: a quoted column or an expression in parentheses, collation and operator class behind it.
    pub sql: String,
    /// Attribute numbers of the columns that it is made of.
    pub columns: Vec<i16>,
    /// Of another value than that of the column.
    pub expression: bool,
    /// Can stand in a b-tree.
    pub ordered: bool,
}

/// The terms and predicates that statements asked for, by table.
#[derive(Debug, Default)]
pub struct Terms {
    terms: BTreeMap<u32, Vec<Term>>,
    predicates: BTreeMap<u32, Vec<Predicate>>,
}

impl Terms {
    /// The number of `term` of `table` (OID); `None` if the table has too many already.
    pub fn number(&mut self, table: u32, term: Term) -> Option<i16> {
        number(self.terms.entry(table).or_default(), term, |a, b| a.sql == b.sql)
    }

    /// The same for a predicate. Of several selectivities the first stays.
    pub fn predicate(&mut self, table: u32, predicate: Predicate) -> Option<i16> {
        let number = number(self.predicates.entry(table).or_default(), predicate, |a, b| a.sql == b.sql)?;
        self.predicates.get_mut(&table)?.get_mut(usize::try_from(number - FIRST).ok()?)?.number = number;
        Some(number)
    }

    /// Whether the predicate compares with a constant.
    pub fn has_constant(&self, table: u32, predicate: i16) -> bool {
        let place = usize::try_from(predicate - FIRST).ok();
        let known = place.and_then(|place| self.predicates.get(&table)?.get(place));
        known.is_some_and(|predicate| predicate.constant)
    }

    /// Adds to `table` what was asked of it.
    pub fn extend(&self, table: &mut Table) {
        let terms = self.terms.get(&table.oid).map_or(&[][..], Vec::as_slice);
        for (number, term) in (FIRST..).zip(terms) {
            table.columns.push(column(table, number, term));
        }
        table.predicates.extend(self.predicates.get(&table.oid).into_iter().flatten().cloned());
    }
}

/// The term as a column. What is not known of an expression is left unknown; a column with another operator class has the
/// column's own statistics.
fn column(table: &Table, number: i16, term: &Term) -> Column {
    let parts: Vec<&Column> = term.columns.iter().filter_map(|part| table.column(*part)).collect();
    let analysed = !parts.is_empty() && parts.iter().all(|part| part.has_statistics);
    let same = parts.first().filter(|_| !term.expression);
    Column {
        number,
        name: name(&term.sql),
        definition: Some(term.sql.clone()),
        parts: term.columns.clone(),
        btree_indexable: term.ordered,
        has_statistics: analysed,
        ..same.map(|column| (*column).clone()).unwrap_or_default()
    }
}

/// What stands for a term or a predicate in an index's name: its words without casts and schemas.
pub fn name(sql: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut previous = ' ';
    let mut rest = sql.chars().peekable();
    while let Some(c) = rest.next() {
        if c == ':' && rest.peek() == Some(&':') {
            rest.next();
            while rest.next_if(|c| c.is_alphanumeric() || matches!(c, '_' | '"' | '.')).is_some() {}
            previous = ' ';
            continue;
        }
        if c == '.' && (previous.is_alphanumeric() || matches!(previous, '_' | '"')) {
            words.pop();
        }
        if c.is_alphanumeric() || c == '_' {
            if !(previous.is_alphanumeric() || previous == '_') {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.push(c);
            }
        }
        previous = c;
    }
    words.join("_").to_lowercase()
}

fn number<T>(known: &mut Vec<T>, new: T, same: impl Fn(&T, &T) -> bool) -> Option<i16> {
    let place = match known.iter().position(|old| same(old, &new)) {
        Some(place) => place,
        None if known.len() >= MOST => return None,
        None => {
            known.push(new);
            known.len() - 1
        }
    };
    Some(FIRST + i16::try_from(place).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_has_the_same_number() {
        let mut terms = Terms::default();
        let term = |sql: &str| Term { sql: sql.into(), columns: vec![2], expression: true, ordered: true };
        let first = terms.number(1, term("lower(email)"));
        assert_eq!(first, Some(FIRST));
        assert_eq!(terms.number(1, term("upper(email)")), Some(FIRST + 1));
        assert_eq!(terms.number(1, term("lower(email)")), first);
        assert_eq!(terms.number(2, term("upper(email)")), Some(FIRST));
    }

    #[test]
    fn a_table_gets_its_terms_as_columns() {
        let mut terms = Terms::default();
        let text = Column {
            number: 2,
            name: "email".into(),
            avg_width: 20.0,
            n_distinct: -1.0,
            has_statistics: true,
            ..Column::default()
        };
        let mut table = Table { oid: 1, columns: vec![text], ..Table::default() };
        let sql = [("email text_pattern_ops", false), ("((email)::text || 'x'::text)", true)];
        for (sql, expression) in sql {
            terms.number(1, Term { sql: sql.into(), columns: vec![2], expression, ordered: true });
        }
        terms.predicate(1, Predicate { sql: "(email IS NULL)".into(), ..Predicate::default() });
        terms.extend(&mut table);
        let pattern = table.column(FIRST).unwrap();
        assert_eq!((pattern.name.as_str(), pattern.avg_width), ("email_text_pattern_ops", 20.0));
        let expression = table.column(FIRST + 1).unwrap();
        assert_eq!((expression.name.as_str(), expression.n_distinct), ("email_x", 0.0));
        assert!(expression.has_statistics);
        assert_eq!(table.predicates[0].number, FIRST);
    }

    #[test]
    fn names_are_words() {
        assert_eq!(name("lower(email)"), "lower_email");
        assert_eq!(name("((doc ->> 'kind'::text))"), "doc_kind");
        assert_eq!(name("(((doc ->> 'n'::text))::integer)"), "doc_n");
        assert_eq!(name("\"Order Date\""), "order_date");
        assert_eq!(name("shop.f(note) public.gin_trgm_ops"), "f_note_gin_trgm_ops");
        assert_eq!(name("(state = 'bad'::shop.\"Mood\")"), "state_bad");
    }

    #[test]
    fn no_end_of_terms() {
        let mut terms = Terms::default();
        for n in 0..MOST {
            assert!(terms.number(1, Term { sql: n.to_string(), ..Term::default() }).is_some());
        }
        assert_eq!(terms.number(1, Term { sql: "x".into(), ..Term::default() }), None);
    }
}
