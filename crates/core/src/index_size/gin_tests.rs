use super::*;

/// Indexes built by PostgreSQL 15.20, and the keys of 30 000 of their rows. Lines are
/// `case,name,rows,heap pages,maintenance_work_mem in MB,pages,entry pages,data pages,entries`, then for each column
/// `column,sampled rows,null rows,empty rows`, followed by `sampled rows,keys with so many,width`.
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
        println!(
            "{:34} {error:6.1} % pages {}/{built} entry {}/{} data {}/{} entries {:.0}/{}",
            case.name,
            size.pages,
            size.entry_pages,
            case.figures[4],
            size.data_pages,
            case.figures[5],
            size.entries,
            case.figures[6]
        );
        errors.push(error.abs());
    }
    errors.sort_by(f64::total_cmp);
    println!("median {}", errors[errors.len() / 2]);
}
