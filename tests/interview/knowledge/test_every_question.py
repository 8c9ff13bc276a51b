"""Every topic × program × notice held (and a province without one, after the term, before any notice) has an answer."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import product

import pytest

from assistant.interview.flows import shipped_flows
from assistant.interview.knowledge import Answer
from assistant.policies import shipped_policies
from assistant.policies.loading import DATA
from assistant.rules.topics import BENEFIT, EVERY, TOPICS
from tests.interview.knowledge.asking import IN_2019, IN_2024, IN_2025, TODAY, ask, every_line

# In each notice's term, on the day after it, today, and before any notice; a province without one; nowhere.
WHERE_AND_WHEN = (
    ("江西", IN_2024), ("江西", date(2025, 1, 1)), ("江西", TODAY), ("江西", IN_2019),
    ("甘肃", IN_2024), ("甘肃", TODAY), ("吉林", IN_2024), ("吉林", TODAY), ("吉林", IN_2019), ("吉林", date(2021, 1, 1)),
    ("内蒙古", IN_2025), ("内蒙古", date(2026, 1, 1)), ("内蒙古", IN_2024),
    ("广东", TODAY), (None, TODAY), (None, IN_2019),
)  # fmt: skip
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
CHINESE_SENTENCE = re.compile(r"[。，；：！？]|[\u4e00-\u9fff]{16,}")


def _asked(language: str = "zh_Hans_CN") -> Iterator[tuple[str, Answer]]:
    for topic, (region, day) in product(TOPICS, WHERE_AND_WHEN):
        fit = TOPICS[topic].programs
        misfit = next((name for name in EVERY if name not in fit), None)
        for program in dict.fromkeys((*fit, misfit, None)):
            yield f"{topic} {program} {region} {day}", ask(topic, program, region, day, language)


@lru_cache(maxsize=1)
def _answers() -> tuple[tuple[str, Answer], ...]:
    return tuple(_asked())


def test_every_question_has_an_answer_and_a_next_step() -> None:
    for question, found in _answers():
        assert found.lines, question
        assert all(line.text.strip() for line in every_line(found)), question
        assert found.next_steps[-1].address == "tel:12333", question
        assert len([line for line in found.lines if line.tone == "plain"]) <= 6, question
        assert len(found.lines) <= 7, question
        assert not re.search(r"%\(|\{", "".join(line.text for line in every_line(found))), question


def test_what_is_needed_is_asked_for() -> None:
    for question, found in _answers():
        rules = TOPICS[found.topic].kind == "rules"
        without_region = " None 20" in question
        assert ("program" in found.needs) == (rules and found.program is None), question
        assert not found.needs or rules, question
        if "region" in found.needs:
            assert without_region, question
        elif rules and without_region and found.program != BENEFIT:
            assert found.topic == "cases_2018", question


def test_no_sentence_stands_twice() -> None:
    for question, found in _answers():
        texts = [line.text for line in every_line(found)]
        assert len(texts) == len(set(texts)), question


def test_rules_are_cited() -> None:
    """A plain sentence of an answer from a notice has its clause, unless it says that nothing is said, or asks."""
    for question, found in _answers():
        if TOPICS[found.topic].kind != "rules" or found.silent or found.needs:
            continue
        bare = [line.text for line in every_line(found) if line.tone == "plain" and not line.cites]
        assert not bare, question


def test_cited_notices_are_those_of_the_region() -> None:
    """No province's text answers for another (clauses.md §11, rule 4)."""
    held = shipped_policies()
    for question, found in _answers():
        region = question.split()[2]
        for line in every_line(found):
            for clause in line.cites:
                notice = held.notices[clause.notice]
                own = region in (notice.region_label.zh, "None")
                assert own or notice.region == "000000", f"{question}: {clause.short}"
                if notice.id == "national-2024-40":
                    assert clause.tier == "依据所附国家文件", question
                    assert region in ("甘肃", "吉林"), question


def test_the_guided_questions_can_be_started() -> None:
    for question, found in _answers():
        assert found.start_flow is None or found.start_flow.flow in shipped_flows(), question
        if TOPICS[found.topic].kind == "rules" and found.notice and not found.silent:
            assert found.start_flow, question


# -- numbers ----------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _numbers_of(region: str) -> frozenset[str]:
    """Every number that the region's own files, those that fill their gaps, and the law contain."""
    held = shipped_policies()
    names = {"statute", *(n.id for n in held.notices.values() if n.region_label.zh == region)}
    for name in list(names):
        for table in held.notices[name].program.values():
            names.update(table.fills_gaps_from)
    texts = [(DATA / held.files[name]).read_text("utf-8") for name in names]
    texts.append((DATA / "common.toml").read_text("utf-8"))
    return frozenset(n.lstrip("0") for text in texts for n in NUMBER.findall(text))


@lru_cache(maxsize=8)
def _uplifted(region: str) -> frozenset[int]:
    """Amounts raised by a percentage of the file (NM25 二: 1100, 1650, 2200)."""
    return frozenset(
        fen * (100 + more["percent"]) // 10_000
        for file in DATA.rglob("*.toml")
        for program in tomllib.loads(file.read_text("utf-8")).get("program", {}).values()
        for part in program.get("figure", ())
        for more in part.get("uplift", ())
        for fen in part.get("table", {}).values()
        if tomllib.loads(file.read_text("utf-8"))["region_label"]["zh"] == region
    )


def _stated(number: str, known: frozenset[str], raised: frozenset[int]) -> bool:
    """As written, as fen, as permille, or as months of a year."""
    plain = number.replace(",", "")
    if plain in known:
        return True
    tenths = round(float(plain) * 10)
    whole = [str(int(float(plain) * factor)) for factor in (100, 12)] if "." not in plain else []
    return str(tenths) in known or any(value in known for value in whole) or int(float(plain)) in raised


def test_every_number_stands_in_the_notices() -> None:
    for question, found in _answers():
        if TOPICS[found.topic].kind != "rules" or found.program is None:
            continue
        _topic, _program, region, day = question.split()
        regions = ("江西", "甘肃", "吉林", "内蒙古") if region == "None" else (region,)
        known = frozenset().union(*(_numbers_of(name) for name in regions)) | {"12333", "12345"}
        known |= {str(n) for d in (date.fromisoformat(day), TODAY) for n in (d.year, d.month, d.day)}
        raised = frozenset().union(*(_uplifted(name) for name in regions))
        if not found.notice:
            continue
        for line in every_line(found):
            strange = [n for n in NUMBER.findall(line.text) if not _stated(n, known, raised)]
            assert not strange, f"{question}: {line.text}"


def test_the_check_of_numbers_can_fail() -> None:
    known = _numbers_of("江西")
    assert _stated("5.5", known, frozenset())
    assert _stated("1,500", known, frozenset())
    assert not _stated("5.7", known, frozenset())
    assert not _stated("1,700", known, frozenset())
    assert not _stated("77", known, frozenset())


# -- English ----------------------------------------------------------------------------------------


def _english_of_the_files() -> Iterator[str]:
    for file in DATA.rglob("*.toml"):
        for program in tomllib.loads(file.read_text("utf-8")).get("program", {}).values():
            for kind in ("says", "caveat", "deadline"):
                for entry in program.get(kind, ()):
                    yield (entry.get("text") or entry["act"])["en"]


@pytest.mark.parametrize("region", ["江西", "甘肃", "吉林", "内蒙古"])
def test_what_the_files_say_is_said_in_english(region: str) -> None:
    """Of each statement of a file that an answer shows in Chinese, the English answer shows the English."""
    held = shipped_policies()
    pairs = [
        entry.text
        for notice in held.notices.values()
        for table in notice.program.values()
        for entry in (*table.says, *table.caveat)
    ]
    english = {both.zh: both.en for both in pairs}
    shown = 0
    for topic, program in product(TOPICS, EVERY):
        chinese = every_line(ask(topic, program, region))
        other = {line.text for line in every_line(ask(topic, program, region, language="en"))}
        for line in chinese:
            if line.text in english:
                shown += 1
                assert english[line.text] in other or any(english[line.text] in text for text in other), line.text
    assert shown > 20


def test_english_texts_of_the_files_have_no_chinese_sentence() -> None:
    found = [text for text in _english_of_the_files() if CHINESE_SENTENCE.search(text)]
    assert not found
