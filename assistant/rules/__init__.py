"""The rules: pure functions of facts, parameters and the as-of date. No I/O, no web, no clock."""
