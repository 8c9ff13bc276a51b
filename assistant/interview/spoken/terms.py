"""The glossary: technical terms of questions, conditions and results, each in plain words for who hears it on the telephone.

``terms.toml`` beside this file says how it is written. A term is known by its name and by other ways to write it.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.interview.wording import CHINESE, LANGUAGES
from assistant.policies import PolicyError, Problem
from assistant.policies.errors import problems_of
from assistant.policies.schema import Both

GLOSSARY = Path(__file__).parent / "terms.toml"
Plain = Annotated[str, Field(min_length=1, max_length=40)]  # more than a breath is no explanation


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PlainTable(_Strict):
    """What a term means, in each language."""

    zh: Plain
    en: Plain


class AlsoTable(_Strict):
    """Other ways to write a term, in each language."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class TermTable(_Strict):
    """One term; ``defined``: the law or notice, and its section, that says what it is, where one does."""

    name: Both
    plain: PlainTable
    also: AlsoTable = AlsoTable()
    defined: Both | None = None


class GlossaryFile(_Strict):
    """The glossary's file."""

    term: tuple[TermTable, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A technical term in one language, and what it means in plain words; ``defined`` where (empty: nowhere at hand)."""

    term: str
    plain: str
    defined: str = ""


@dataclass(frozen=True)
class Glossary:
    """The terms of one language, by every way to write them; ``pattern`` finds them, the longest first."""

    terms: Mapping[str, Term]
    pattern: re.Pattern[str]

    def find(self, text: str) -> tuple[Term, ...]:
        """The terms in a text, in its order, each once; inside a longer term no shorter one is found."""
        found = (self.terms[hit[0].casefold()] for hit in self.pattern.finditer(text))
        return tuple(dict.fromkeys(found))


def load_terms(file: Path = GLOSSARY) -> Mapping[str, Glossary]:
    """The glossary by language. Raises PolicyError with every mistake (file, key, reason)."""
    try:
        table = GlossaryFile.model_validate(tomllib.loads(file.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError([Problem(file.name, "TOML", f"文件格式有误：{error}")]) from error
    except ValidationError as error:
        raise PolicyError(problems_of(error, file.name)) from error
    problems = [problem for language in LANGUAGES for problem in _written_twice(table, language, file.name)]
    if problems:
        raise PolicyError(problems)
    glossaries = {language: _glossary(table, language) for language in LANGUAGES}
    problems = [p for language in LANGUAGES for p in _in_circles(table, glossaries[language], language, file.name)]
    if problems:
        raise PolicyError(problems)
    return glossaries


def _side(both: Both | PlainTable, language: str) -> str:
    return both.zh if language == CHINESE else both.en


def _written(table: TermTable, language: str) -> tuple[str, ...]:
    return (_side(table.name, language), *(table.also.zh if language == CHINESE else table.also.en))


def _written_twice(table: GlossaryFile, language: str, file: str) -> Iterable[Problem]:
    seen: dict[str, int] = {}
    for i, term in enumerate(table.term):
        for written in _written(term, language):
            first = seen.setdefault(written.casefold(), i)
            if first != i:
                yield Problem(file, f"term[{i}]", f"{written!r} 已经写在 term[{first}]")


def _glossary(table: GlossaryFile, language: str) -> Glossary:
    terms = {
        written.casefold(): Term(
            _side(term.name, language),
            _side(term.plain, language),
            _side(term.defined, language) if term.defined else "",
        )
        for term in table.term
        for written in _written(term, language)
    }
    longest_first = "|".join(re.escape(written) for written in sorted(terms, key=len, reverse=True))
    # Chinese has no gaps between words; in English "rate" is not to be found in "separate", nor "host" in "hostile".
    edge = "" if language == CHINESE else r"\b"
    return Glossary(terms, re.compile(f"{edge}(?:{longest_first}){edge}", re.IGNORECASE))


def _in_circles(table: GlossaryFile, glossary: Glossary, language: str, file: str) -> Iterable[Problem]:
    """A term whose plain words lead back to itself explains nothing."""
    leads = {term: glossary.find(term.plain) for term in glossary.terms.values()}
    for i, written in enumerate(table.term):
        start = glossary.terms[_side(written.name, language).casefold()]
        ahead, seen = list(leads[start]), set[Term]()
        while ahead:
            term = ahead.pop()
            if term not in seen:
                seen.add(term)
                ahead += leads[term]
        if start in seen:
            yield Problem(file, f"term[{i}].plain", f"“{start.term}”的解释又要用到它自己：{start.plain}")


@lru_cache(maxsize=1)
def shipped_terms() -> Mapping[str, Glossary]:
    """The glossary that ships with the project, loaded once per process."""
    return load_terms()


def prepare() -> None:
    """Read the glossary, so that a mistake in it stops the start and not a call. Raises PolicyError."""
    shipped_terms()


def terms_in(text: str, language: str) -> tuple[Term, ...]:
    """The technical terms in a text, in its order, each once; inside a longer term no shorter one is found."""
    return shipped_terms()[language].find(text)
