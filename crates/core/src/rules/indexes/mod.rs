pub mod index_bloat;
