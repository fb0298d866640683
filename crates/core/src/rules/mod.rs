//! Checks whose body is computed: arithmetic, text and graphs over a [`Snapshot`](crate::model::snapshot::Snapshot).
//!
//! The list below is explicit, because linkers drop what only a link-time registry names; a test walks the folder
//! and fails on a file that is missing here.
mod design;
mod indexes;
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
    "naming/abbreviated_name.rs" => naming::abbreviated_name::AbbreviatedName,
    "naming/check_constraint_naming.rs" => naming::check_constraint_naming::CheckConstraintNaming,
    "naming/column_naming.rs" => naming::column_naming::ColumnNaming,
    "naming/column_repeats_table_name.rs" => naming::column_repeats_table_name::ColumnRepeatsTableName,
    "naming/exclusion_constraint_naming.rs" => naming::exclusion_constraint_naming::ExclusionConstraintNaming,
    "naming/foreign_key_column_naming.rs" => naming::foreign_key_column_naming::ForeignKeyColumnNaming,
    "naming/foreign_key_constraint_naming.rs" => naming::foreign_key_constraint_naming::ForeignKeyConstraintNaming,
    "naming/function_naming.rs" => naming::function_naming::FunctionNaming,
    "naming/index_naming.rs" => naming::index_naming::IndexNaming,
    "naming/primary_key_column_naming.rs" => naming::primary_key_column_naming::PrimaryKeyColumnNaming,
    "naming/primary_key_constraint_naming.rs" => naming::primary_key_constraint_naming::PrimaryKeyConstraintNaming,
    "naming/sequence_naming.rs" => naming::sequence_naming::SequenceNaming,
    "naming/table_naming.rs" => naming::table_naming::TableNaming,
    "naming/trigger_naming.rs" => naming::trigger_naming::TriggerNaming,
    "naming/unique_constraint_naming.rs" => naming::unique_constraint_naming::UniqueConstraintNaming,
    "naming/view_naming.rs" => naming::view_naming::ViewNaming,
    "indexes/index_bloat.rs" => indexes::index_bloat::IndexBloat,
    "tables/bloat_not_computable.rs" => tables::bloat_not_computable::BloatNotComputable,
    "tables/toast_bloat.rs" => tables::toast_bloat::ToastBloat,
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
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            for file in entries.filter(|path| path.is_file()) {
                let text = std::fs::read_to_string(&file).unwrap();
                let shown = format!("rules/{}", file.strip_prefix(&root).unwrap().to_string_lossy());
                let listed = ALL.iter().any(|(source, _)| source.path == shown);
                assert_eq!(text.starts_with("//! id"), listed, "{shown}");
            }
        }
    }
}
