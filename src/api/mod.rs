//! The SQL surface: thin functions, one file a topic.

mod what_if;
