//! The captured workload as a file: a line that says what follows, and JSON.
use super::statement::Captured;

const NAME: &str = "dbarch workload";
/// Of a file that other releases may have written.
const FORMAT: u32 = 1;

/// The file, made a part at a time.
#[derive(Default)]
pub struct Saved {
    /// The elements of an array so far.
    body: Vec<u8>,
}

impl Saved {
    /// # Errors
    /// What cannot be said in JSON; there is no such value.
    pub fn add(&mut self, statements: &[Captured]) -> Result<(), serde_json::Error> {
        for statement in statements {
            self.body.push(if self.body.is_empty() { b'[' } else { b',' });
            serde_json::to_writer(&mut self.body, statement)?;
        }
        Ok(())
    }

    /// The first line and what follows.
    pub fn finish(mut self) -> (String, Vec<u8>) {
        if self.body.is_empty() {
            self.body.push(b'[');
        }
        self.body.push(b']');
        let body = self.body;
        (format!("{NAME} {FORMAT} {:08x} {}\n", crc32fast::hash(&body), body.len()), body)
    }
}

/// What [`Saved`] has made.
///
/// # Errors
/// Why it is not to be trusted.
pub fn read(file: &[u8]) -> Result<Vec<Captured>, String> {
    let end = file.iter().position(|byte| *byte == b'\n').ok_or("its first line is missing")?;
    let head = std::str::from_utf8(&file[..end]).map_err(|_| "its first line is not text")?;
    let body = &file[end + 1..];
    let rest = head.strip_prefix(NAME).ok_or("it is not a workload of dbarch")?;
    let [format, checksum, length] = <[&str; 3]>::try_from(rest.split_whitespace().collect::<Vec<_>>())
        .map_err(|_| "its first line is damaged")?;
    if format != FORMAT.to_string() {
        return Err(format!("it has format {format}, and this release reads {FORMAT}"));
    }
    if length != body.len().to_string() {
        return Err(format!("it has {} bytes instead of {length}", body.len()));
    }
    if checksum != format!("{:08x}", crc32fast::hash(body)) {
        return Err("its checksum is wrong".to_string());
    }
    serde_json::from_slice(body).map_err(|error| format!("it cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::statement::Facts;
    use crate::model::parameters::Constant;

    fn example() -> Vec<Captured> {
        let facts = Facts { sql: "SELECT 'ä'".into(), ..Facts::default() };
        let vectors = vec![vec![Constant::Text("ä".into()), Constant::Null, Constant::Unknown]];
        vec![Captured { query_id: -5, facts, vectors, ..Captured::default() }]
    }

    fn write(statements: &[Captured]) -> Vec<u8> {
        let mut saved = Saved::default();
        statements.iter().for_each(|one| saved.add(std::slice::from_ref(one)).unwrap());
        let (head, body) = saved.finish();
        [head.as_bytes(), &body].concat()
    }

    #[test]
    fn comes_back_as_it_was() {
        for statements in [vec![], example(), [example(), example()].concat()] {
            assert_eq!(read(&write(&statements)).unwrap(), statements);
        }
    }

    #[test]
    fn every_damage_is_noticed() {
        let file = write(&example());
        for at in 0..file.len() {
            let mut damaged = file.clone();
            damaged[at] ^= 0x20;
            assert!(read(&damaged).is_err(), "byte {at}");
            assert!(read(&file[..at]).is_err(), "cut at {at}");
        }
    }
}
