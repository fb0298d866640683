pub mod bloat_not_computable;
pub mod table_bloat;
pub mod toast_bloat;
