"""The runner of the manual's examples: what it takes for an example, and what for a difference."""
import unittest

from run_examples import accepted, examples, matches

PAGE = """
```sql
SELECT 1;
```

```text
one
```

<!-- not run -->
```sql
SHUTDOWN;
```

```sql
SET x = 1;
```

Words between keep them apart.

```text
not its output
```
"""


class Examples(unittest.TestCase):
    def test_only_adjacent_fences_belong_together(self):
        found = [(example.sql, example.expected) for example in examples(PAGE)]
        self.assertEqual(found, [("SELECT 1;", ["one"]), ("SET x = 1;", None)])

    def test_another_value_or_line_is_a_difference(self):
        for expected, actual in [(["a 1"], ["a 2"]), (["a"], []), ([], ["a"]), (["a"], ["a", "b"]), (["...", "z"], ["a"])]:
            self.assertFalse(matches(expected, actual), (expected, actual))

    def test_widths_of_columns_are_none(self):
        self.assertTrue(matches(["  a  | b", "-----+---"], [" a | b", "--+-----"]))

    def test_elided_lines(self):
        self.assertTrue(matches(["a", "...", "z"], ["a", "b", "c", "z"]))
        self.assertTrue(matches(["...", "z"], ["z"]))

    def test_tokens_stand_for_values_of_their_kind(self):
        line = "<number> <time> <version>"
        self.assertTrue(matches([line], ["-1.5 2026-01-02 03:04:05.6+00 15.20"]))
        self.assertFalse(matches([line], ["many 2026-01-02 03:04:05+00 15"]))
        self.assertEqual(accepted(["size <number>"], ["size 7", "new"]), ["size <number>", "new"])


if __name__ == "__main__":
    unittest.main()
