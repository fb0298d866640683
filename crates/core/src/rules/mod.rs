//! Checks whose body is computed: arithmetic, text and graphs over a [`Snapshot`](crate::model::snapshot::Snapshot).
//!
//! The list below is explicit, because linkers drop what only a link-time registry names; a test walks the folder
//! and fails on a file that is missing here.
mod design;
mod heap_layout;
mod lists;
mod naming;
mod normal_forms;
mod sampled_column;
mod tables;
mod words;

use crate::catalogue::{Rule, Source};

macro_rules! rules {
    ($($path:literal => $rule:path),* $(,)?) => {
        /// Every rule with the file that documents it.
        pub const ALL: &[(Source, &dyn Rule)] =
            &[$((Source { path: concat!("rules/", $path), text: include_str!($path) }, &$rule)),*];
    };
}

rules! {
    "design/attribute_value_rows.rs" => design::attribute_value_rows::AttributeValueRows,
    "design/boyce_codd_normal_form.rs" => design::boyce_codd_normal_form::BoyceCoddNormalForm,
    "design/copied_parent_column.rs" => design::copied_parent_column::CopiedParentColumn,
    "design/derived_column.rs" => design::derived_column::DerivedColumn,
    "design/double_encoded_text.rs" => design::double_encoded_text::DoubleEncodedText,
    "design/duplicated_column.rs" => design::duplicated_column::DuplicatedColumn,
    "design/first_normal_form.rs" => design::first_normal_form::FirstNormalForm,
    "design/fixed_json_keys.rs" => design::fixed_json_keys::FixedJsonKeys,
    "design/inconsistent_spelling.rs" => design::inconsistent_spelling::InconsistentSpelling,
    "design/placeholder_value.rs" => design::placeholder_value::PlaceholderValue,
    "design/second_normal_form.rs" => design::second_normal_form::SecondNormalForm,
    "design/table_names_as_values.rs" => design::table_names_as_values::TableNamesAsValues,
    "design/third_normal_form.rs" => design::third_normal_form::ThirdNormalForm,
    "design/value_list_in_text.rs" => design::value_list_in_text::ValueListInText,
    "design/values_stored_as_text.rs" => design::values_stored_as_text::ValuesStoredAsText,
    "naming/index_naming.rs" => naming::index_naming::IndexNaming,
    "naming/table_naming.rs" => naming::table_naming::TableNaming,
    "tables/table_bloat.rs" => tables::table_bloat::TableBloat,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_file_with_a_header_is_listed() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
        for folder in
            std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|p| p.is_dir())
        {
            for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                let text = std::fs::read_to_string(&file).unwrap();
                let shown = format!("rules/{}", file.strip_prefix(&root).unwrap().to_string_lossy());
                let listed = ALL.iter().any(|(source, _)| source.path == shown);
                assert_eq!(text.starts_with("//! id"), listed, "{shown}");
            }
        }
    }
}
