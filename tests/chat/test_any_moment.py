"""Whatever is sent at whatever moment: never an error, always a next step, and nothing that must not be kept."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.chat.labels import options_of
from assistant.chat.replies import Ask, Card, Effect
from assistant.chat.state import MOST_TURNS, State
from assistant.interview.cases import Cases
from assistant.interview.flows import shipped_flows
from tests.chat.talking import Talk, cases_in

FLOWS = sorted(shipped_flows())
REGIONS = ["360000", "620000", "220000", "150000", "450000", "360100"]
KINDS = (
    "unsure", "why", "back", "restart", "flow", "region", "day", "today", "basis:last", "basis:today", "confirm", "leave",
    "on", "more", "human", "pages", "sms", "result", "answers", "delete", "help", "large_type", "english", "chinese",
    *(f"flow:{flow}" for flow in FLOWS), *(f"region:{code}" for code in REGIONS), "program:skill_subsidy",
    "change:certificate_level", "change:months_paid", 'answer:certificate_level:"four"', "answer:months_paid:12",
    'answer:host_employers:[{"label":"A"}]', "answer:months_paid:NaN", "answer:months_paid:1e999", "answer:issued_on:[]",
    "unsure:nothing", "region:999999", "basis:", "", ":", "answer::1", "answer:x:" + "[" * 900,
)  # fmt: skip
WORDS = (
    "能领多少", "我在江西", "换成甘肃", "2024年", "三级，不是四级", "一年能领几次", "返回", "重来", "为什么", "不清楚", "是",
    "不是", "我们公司想申请稳岗返还", "失业金", "谢谢", "人工", "110101199003077651", "去年10月", "ok", "。", "🙂",
    "how much can I get?",
)  # fmt: skip


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Cases:
    return cases_in(tmp_path_factory.mktemp("any"))


def steps() -> st.SearchStrategy[list[tuple[str, Any]]]:
    """What somebody may send: an offered reply (by its number), a press, known words, or anything at all."""
    offered = st.tuples(st.just("offered"), st.integers(0, 40))
    press = st.tuples(st.just("press"), st.sampled_from(KINDS) | st.text(max_size=30))
    words = st.tuples(st.just("words"), st.sampled_from(WORDS) | st.text(max_size=40))
    return st.lists(st.one_of(offered, offered, press, words), max_size=14)


@given(sent=steps(), flow=st.sampled_from(FLOWS), region=st.sampled_from(REGIONS[:4]))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_sent_is_an_error(sent: list[tuple[str, Any]], flow: str, region: str, cases: Cases) -> None:
    talk = Talk(cases)
    talk.send(f"flow:{flow}")
    talk.send(f"region:{region}")
    talk.send("basis:last")
    for kind, what in sent:
        if kind == "offered":
            options = options_of(talk.last.parts)
            talk.send(options[what % len(options)].press)
        else:
            (talk.send if kind == "press" else talk.say)(what)
        assert [part for part in talk.last.parts if isinstance(part, Ask | Effect)], talk.script()
        assert len(talk.state.turns) <= MOST_TURNS
        assert talk.state.offered == tuple(option.press for option in options_of(talk.last.parts))


@given(
    flow=st.sampled_from(FLOWS),
    region=st.sampled_from(REGIONS[:4]),
    choices=st.lists(st.integers(0, 20), min_size=70, max_size=70),
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_interview_ends(flow: str, region: str, choices: list[int], cases: Cases) -> None:
    talk = Talk(cases)
    for press in (f"flow:{flow}", f"region:{region}", "basis:last"):
        talk.send(press)
    if talk.state.code is None:
        assert "这里" in talk.said() or "先打" in talk.said() or talk.parts(Ask), talk.script()
        return
    for choice in choices:
        if not talk.state.asked:
            break
        answers = [o for o in options_of(talk.last.parts) if o.press.startswith(("answer", "unsure"))]
        talk.send(answers[choice % len(answers)].press)
    assert not talk.state.asked, talk.script()
    assert talk.parts(Card) or talk.case.flow.id.endswith("_start"), talk.script()


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3)
       | st.dictionaries(st.sampled_from([*State.__dataclass_fields__, "x"]), inner, max_size=4), max_leaves=12))  # fmt: skip
@settings(max_examples=60)
def test_a_state_that_cannot_be_read_is_a_fresh_one(stored: Any) -> None:
    assert isinstance(State.from_json(stored), State)


def test_no_personal_number_is_kept(cases: Cases) -> None:
    talk = Talk(cases)
    for number in ("110101199003077651", "6222021234567890123", "13800138000"):
        talk.say(f"我的号是{number}，能领失业金吗")
        assert "已经遮住" in talk.said()
        kept = json.dumps([talk.state.to_json(), talk.last.person, [repr(part) for part in talk.last.parts]])
        assert number not in kept
        assert number[-6:] not in kept
