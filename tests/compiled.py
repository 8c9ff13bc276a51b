"""Templates and routes, which are alike in every application of a run: each is compiled once in a process.

Hundreds of tests make an application of their own. What they ask of it is not touched: only Python's compiler is spared.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class Templates(BytecodeCache):
    """Compiled templates by name and source."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._held.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._held[bucket.key, bucket.checksum] = bucket.code


class HeldRule(Rule):
    """A rule whose address is built by the function that another application compiled for the same rule."""

    _held: dict[tuple[str, str | None, bool], Callable[..., Any]] = {}  # noqa: RUF012 - shared on purpose

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        if self.defaults:  # these are part of the function
            return super()._compile_builder(append_unknown)
        key = (self.rule, self.subdomain, append_unknown)
        if key not in self._held:
            self._held[key] = super()._compile_builder(append_unknown)
        return self._held[key]


def share() -> None:
    """From here on, applications share what they compile."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Templates()}
    Flask.url_rule_class = HeldRule
