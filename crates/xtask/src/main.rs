//! `cargo xtask <command>`: development chores.
mod docs;
mod meta;
mod new_check;
mod tidy;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask <command>

  tidy                    check the fences of the repository
  new-check <area>/<id>   start a check: its SQL file and its fixture
  docs                    write docs/checks from the headers of the checks
  meta                    write META.json from the version in Cargo.toml";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["tidy"] => tidy::run(&root()),
        ["new-check", name] => new_check::run(&root(), name),
        ["docs"] => docs::write(&root()),
        ["meta"] => meta::write(&root()),
        _ => Err(USAGE.to_string()),
    };
    match outcome {
        Ok(message) => {
            println!("{message}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The repository's root, two folders above this crate (cargo says where that is when it runs us).
fn root() -> PathBuf {
    let crate_folder =
        std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    PathBuf::from(crate_folder).join("../..")
}
