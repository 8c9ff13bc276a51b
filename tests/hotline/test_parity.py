"""Every worked case, entered at the desk in the order of asking and in the opposite one: the pages' decision."""

from pathlib import Path
from typing import Any

import pytest

from assistant import create_app
from assistant.interview.answer_forms import given_form
from assistant.interview.cases import Case, Cases
from assistant.interview.decision_json import decision_json
from assistant.interview.engine import UNSURE, Interview
from assistant.interview.flows import Question, shipped_flows
from assistant.policies import shipped_policies
from assistant.settings import Settings
from assistant.storage.interviews import Interviews
from tests import staffing
from tests.cases.loading import WorkedCase
from tests.cases.walked import CASES, flow_of, region_of, wanted
from tests.conftest import TEST_SECRET
from tests.hotline.agents import LIST, Agent, agent


class Walk:
    """One agent with one call, in which every case is begun anew."""

    def __init__(self, desk: Agent) -> None:
        settings = staffing.settings_of(desk.app)
        interviews = Interviews(staffing.engine_of(desk.app), settings.secret_key, settings.keep_for)
        self.desk, self.number = desk, desk.take()
        self.cases = Cases(interviews, shipped_policies(), shipped_flows())
        self.token = staffing.token_of(desk.client)

    def begin(self, case: WorkedCase) -> Case:
        """Begin the case's interview."""
        basis = {"region": region_of(case), "day": "other", "as_of": case.as_of.isoformat(), "anyway": "1"}
        self.post("start", flow=flow_of(case).id, notice=case.notice or "", **basis)
        return self.stored()

    def stored(self) -> Case:
        """The interview as it is stored."""
        found = self.cases.load(self.desk.content(self.number).code or "")
        assert found is not None
        return found

    def answer(self, begun: Case, so_far: Interview, question: Question, value: Any) -> Interview:
        """Answer a question, in its turn or not; return what the interview holds then."""
        name = question.fact.name
        after = so_far.with_answer(name, value)
        form = {"unsure": "1"} if value is UNSURE else given_form(after, question.fact)
        version = begun.stored.version + len(so_far.answers)  # each answer is stored once
        self.post("answer", fact=name, version=version, stamp=begun.stamp, **form)
        return after

    def post(self, view: str, **form: Any) -> None:
        """Send a form that leads on."""
        answer = self.desk.client.post(f"{LIST}/{self.number}/{view}", data={"csrf_token": self.token, **form})
        assert answer.status_code == 303, answer.text


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Walk:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "desk.sqlite3").write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{folder / 'desk.sqlite3'}"
    return Walk(agent(create_app(Settings(secret_key=TEST_SECRET, database_url=url, data_dir=folder / "files"))))


@pytest.mark.parametrize("in_turn", [True, False], ids=["in turn", "backwards"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_desk_decides_as_the_pages_do(case: WorkedCase, in_turn: bool, walk: Walk) -> None:
    begun, answers = walk.begin(case), case.answers()
    interview = begun.interview
    if not in_turn:
        for question in reversed(begun.flow.questions):
            if question.fact.name in answers:
                interview = walk.answer(begun, interview, question, answers[question.fact.name])
    while (asked := interview.next_question()) is not None:
        interview = walk.answer(begun, interview, asked, answers.get(asked.fact.name, UNSURE))
    assert decision_json(walk.stored().interview.decision()) == decision_json(wanted(case).decision())
