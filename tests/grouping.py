"""Which tests share a worker: those that start something for which the machine has room once.

By where they stand, not by ``xdist_group``: xdist 3.8 writes that mark into the tests' ids, which pytest 9 does not read again.
"""

from typing import Final

from xdist.scheduler import LoadScopeScheduling

# How the ids begin → the group. Every other test goes to whichever worker is free.
GROUPS: Final = {
    "tests/browser/": "browser",  # a browser
    "tests/parity/test_engines.py::test_spark_": "Spark",  # a JVM
}


class InGroups(LoadScopeScheduling):
    """Gives each group to one worker."""

    def _split_scope(self, nodeid: str) -> str:
        return next((group for start, group in GROUPS.items() if nodeid.startswith(start)), nodeid)
