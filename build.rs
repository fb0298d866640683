//! Link settings of the extension's shared library, and the list of the files of `sql/read/base` and `sql/checks`, so
//! that adding one needs no edit elsewhere.
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, into)?;
        } else if path.extension().is_some_and(|extension| extension == "sql") {
            into.push(path);
        }
    }
    Ok(())
}

/// A constant of `(path from the repository's root, text)` pairs, sorted by path.
fn constant(name: &str, root: &Path, folder: &str) -> io::Result<String> {
    let mut paths = Vec::new();
    collect(&root.join(folder), &mut paths)?;
    paths.sort();
    let mut text = format!("pub const {name}: &[Source] = &[\n");
    for path in paths {
        let shown = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        text += &format!("    Source {{ path: {shown:?}, text: include_str!({path:?}) }},\n");
    }
    Ok(text + "];\n")
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // pgrx keeps the SQL description of each function in a section that the linker would drop as unreferenced.
    // cargo-pgrx can ask for it through rustflags, but those would make `cargo clippy` and `cargo pgrx` rebuild
    // each other's dependencies; said here, it touches this library alone.
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,--no-gc-sections");
    }
    println!("cargo::rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let text = constant("CHECKS", &root, "sql/checks")? + &constant("READS", &root, "sql/read/base")?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("catalogue_files.rs"), text)?;
    Ok(())
}
