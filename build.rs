//! Link settings of the extension's shared library.

fn main() {
    // pgrx keeps the SQL description of each function in a section that the linker would drop as unreferenced.
    // cargo-pgrx can ask for it through rustflags, but those would make `cargo clippy` and `cargo pgrx` rebuild
    // each other's dependencies; said here, it touches this library alone.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,--no-gc-sections");
    }
    println!("cargo:rerun-if-changed=build.rs");
}
