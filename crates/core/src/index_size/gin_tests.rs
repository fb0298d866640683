use super::*;

/// Indexes built by PostgreSQL 15.20, and the keys of 30 000 of their rows. Lines are
/// `case,name,rows,heap pages,maintenance_work_mem in MB,pages,entry pages,data pages,entries`, then for each column
/// `column,sampled rows,null rows,empty rows[,correlation]`, followed by `sampled rows,keys with so many,width`.
const BUILT: &str = include_str!("gin_built.csv");

#[derive(Default)]
struct Case {
    name: String,
    /// From `rows` to `entries`.
    figures: Vec<f64>,
    columns: Vec<(Vec<f64>, Vec<GinKey>)>,
}

impl Case {
    fn size(&self) -> GinSize {
        let columns: Vec<GinColumn> = self
            .columns
            .iter()
            .map(|(column, keys)| GinColumn {
                sampled_rows: column[0],
                null_rows: column[1],
                empty_rows: column[2],
                correlation: column.get(3).copied(),
                keys,
            })
            .collect();
        gin_size(&GinShape {
            rows: self.figures[0],
            heap_pages: self.figures[1],
            columns: &columns,
            maintenance_work_mem: self.figures[2] * 1_048_576.0,
        })
    }
}

fn numbers<'a>(words: impl Iterator<Item = &'a str>) -> Vec<f64> {
    words.map(|word| word.parse().unwrap()).collect()
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in BUILT.lines() {
        let mut words = line.split(',');
        match words.next().unwrap() {
            "case" => {
                let name = words.next().unwrap().to_string();
                cases.push(Case { name, figures: numbers(words), columns: Vec::new() });
            }
            "column" => cases.last_mut().unwrap().columns.push((numbers(words), Vec::new())),
            rows => {
                let key = numbers(words);
                let key_of = GinKey { rows: rows.parse().unwrap(), width: key[1] };
                let (_, keys) = cases.last_mut().unwrap().columns.last_mut().unwrap();
                keys.extend(std::iter::repeat_n(key_of, key[0] as usize));
            }
        }
    }
    cases
}

#[test]
fn agrees_with_indexes_that_were_built() {
    let mut errors = Vec::new();
    for case in cases() {
        let size = case.size();
        let built = case.figures[3];
        let error = (size.pages / built - 1.0) * 100.0;
        assert!(error.abs() < 10.0, "{}: {size:?}, built {built}", case.name);
        errors.push(error.abs());
    }
    errors.sort_by(f64::total_cmp);
    assert!(errors[errors.len() / 2] < 2.0, "median error {} %", errors[errors.len() / 2]);
}

fn size_of(rows: f64, columns: &[GinColumn]) -> GinSize {
    gin_size(&GinShape { rows, heap_pages: rows / 50.0, columns, maintenance_work_mem: 67_108_864.0 })
}

const EMPTY: GinColumn =
    GinColumn { sampled_rows: 0.0, keys: &[], null_rows: 0.0, empty_rows: 0.0, correlation: None };

#[test]
fn an_empty_index_has_a_root() {
    let none = GinSize { pages: 2.0, entry_pages: 1.0, data_pages: 0.0, entries: 0.0 };
    assert_eq!(size_of(0.0, &[EMPTY]), none);
    assert_eq!(size_of(1000.0, &[]), none);
    let nulls = GinColumn { sampled_rows: 100.0, null_rows: 100.0, ..EMPTY };
    assert_eq!(size_of(1000.0, &[nulls]).entries, 1.0);
}

#[test]
fn a_sample_of_all_rows_is_not_extrapolated() {
    let keys: Vec<GinKey> = (1..=1000).map(|rows| GinKey { rows: 1 + rows % 3, width: 4.0 }).collect();
    let column = GinColumn { sampled_rows: 500.0, keys: &keys, ..EMPTY };
    assert_eq!(size_of(500.0, &[column]).entries, 1000.0);
}

#[test]
fn survives_nonsense() {
    let wild = [f64::NAN, f64::INFINITY, -1.0, 0.0, 0.5, 7.0, 1e9, 1e300];
    let keys: Vec<GinKey> =
        wild.iter().flat_map(|&width| [0, 1, 2, 100, u32::MAX].map(|rows| GinKey { rows, width })).collect();
    for a in wild {
        for b in wild {
            for correlation in [None, Some(a)] {
                let column =
                    GinColumn { sampled_rows: b, keys: &keys, null_rows: a, empty_rows: b, correlation };
                for (heap_pages, maintenance_work_mem) in [(a, b), (b, a)] {
                    let columns = &[column, column];
                    let size = gin_size(&GinShape { rows: a, heap_pages, columns, maintenance_work_mem });
                    let parts = [size.pages, size.entry_pages, size.data_pages, size.entries];
                    assert!(
                        size.pages >= 1.0 && parts.iter().all(|part| part.is_finite()),
                        "{a} {b}: {size:?}"
                    );
                }
            }
        }
    }
}
