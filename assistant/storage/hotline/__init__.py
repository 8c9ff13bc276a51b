"""The hotline desk's tables: calls, tasks that are left after them, tallies."""
