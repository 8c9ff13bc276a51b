"""Answers to questions about the rules: from the notice in force for region and day, with its clauses, or that it is silent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.interview.documents import title
from assistant.interview.flows import shipped_flows
from assistant.interview.held.comparing import sources
from assistant.interview.held.holdings import last_day
from assistant.interview.knowledge.finding import CASES_2018, Missing, find, later_notice, name_of, program_for
from assistant.interview.knowledge.general import STATUTE, general, law_clause
from assistant.interview.knowledge.model import Answer, Line, Need, NextStep, Start
from assistant.interview.knowledge.speaking import Said, Speaker
from assistant.interview.marks import listed
from assistant.interview.report.conditions import NOT_STATED
from assistant.interview.wording import CHINESE, say, show_date, translate
from assistant.policies import Policies
from assistant.policies.building import ref
from assistant.policies.regions import NATIONAL
from assistant.policies.schema import NoticeFile
from assistant.rules.facts import N_
from assistant.rules.plan import Citation, Plan
from assistant.rules.registry import PROGRAMS
from assistant.rules.topics import BENEFIT, RATE, TOPICS

ROOM = 5  # sentences of substance that a small screen bears, besides up to two that place them

OVER = N_(
    "先说明：这份文件的执行期到 %(last)s 为止，现在已经过期，这里没有收录更晚的文件。"
    "下面按它当时的规定回答；现在怎么办，请问 12333。"
)
OVER_LATER = N_(
    "先说明：这份文件的执行期到 %(last)s 为止，已经过期；后来另有 %(later)s。下面按这份文件当时的规定回答。"
)
OVER_SINCE = N_("下面按 %(as_of)s 当时的规定回答；这份文件的执行期到 %(last)s 为止，之后怎么办请问 12333。")
RATE_OVER = N_(
    "先说明：降低费率的规定写到 %(last)s 为止。之后按什么费率，这里没有文件可以依据，不能判定，请问主管税务机关或 12333。"
    "下面是截止以前的规定。"
)
LAW_ALONE = N_("这里没有收录%(region)s的文件，下面只按全国的法律回答。")
NOTHING_SAID = N_("%(documents)s没有写明“%(topic)s”。")
WHICH_PROGRAM = N_("您问的是哪一项：%(programs)s？")
WHICH_REGION = N_("各省的规定不一样。您在哪个省参保？")
CALL = N_("还不清楚的，打 12333（外省拨打加参保地区号），或到参保地失业保险经办机构当面问")
FROM_OLD = N_("下面的出自执行期到 %(last)s 为止的文件：")
ALL_OF_THESE = N_("要同时符合下面这些：")
RESTS_ON = N_("%(program)s的回答依据：%(documents)s")
ONLY_SAYS = N_("文件只写了：%(text)s")
START = N_("按您自己的情况查：%(flow)s")
DISPATCH_FLOW = "dispatch_refund"
_DISPATCH = ("dispatch_split", "dispatch_deadline")


def answer(
    topic: str,
    program: str | None,
    policies: Policies,
    region: str | None,
    as_of: date,
    today: date,
    language: str = CHINESE,
    *,
    subject: str = "",
) -> Answer:
    """The answer to a topic (``rules.topics``) for a program, region (code or name) and day.

    ``subject``: what an out-of-scope question is about. Raises KeyError for an unknown topic.
    """
    place = None if region == NATIONAL else region
    asked = _Asked(topic, program_for(topic, program), policies, place or None, as_of, today, language, subject)
    return asked.from_notice() if TOPICS[topic].kind == "rules" else asked.alike_everywhere()


def silences(
    plan: Plan, policies: Policies, today: date, language: str = CHINESE
) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Each topic on which a plan's documents say nothing, with what is said then; ``NOT_STATED`` holds for all of them."""
    program = plan.program.name
    for topic in TOPICS.values():
        # The cases of 2018 are looked up in the notice of that year: no other one leaves them open.
        if topic.kind != "rules" or program not in topic.programs or topic.id == CASES_2018:
            continue
        said = Speaker(plan, language).says(topic.id)
        if said.silent:
            asked = _Asked(topic.id, program, policies, plan.notice.region, plan.as_of, today, language, "")
            yield topic.id, tuple(_distinct(asked.left_open(plan, said)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question, with everything that is known of who asks."""

    topic: str
    program: str | None
    policies: Policies
    region: str | None
    as_of: date
    today: date
    language: str
    subject: str

    def from_notice(self) -> Answer:
        """By the notice in force."""
        program = self.program
        if program is None:
            return self._needs("program", "region") if self.region is None else self._needs("program")
        if self.region is None and program != BENEFIT and self.topic != CASES_2018:
            return self._needs("region")
        found = find(self.topic, program, self.policies, self.region, self.as_of, self.language)
        if isinstance(found, Missing):
            notice = (found.notice.id, self._title(found.notice)) if found.notice else None
            return Answer(
                self.topic, program, found.lines, silent=notice is not None, notice=notice, next_steps=(self._call(),)
            )
        return self._told(found, Speaker(found, self.language).says(self._spoken_topic(program)))

    def alike_everywhere(self) -> Answer:
        """By law, or as a service; what the notice in force adds follows."""
        lines = general().lines(self.topic, self.language, self.subject)
        steps = general().steps(self.topic, self.language, self.subject)
        plan = self._plan_if_any()
        said = Said() if plan is None else Speaker(plan, self.language).says(self.topic)
        if plan:
            lines += self._added(plan, said, lines)
        if plan and self.topic == "citation":
            lines.insert(0, self._documents(plan))
        used = plan if self.topic == "citation" or not said.silent else None
        leads_on = self.program and (TOPICS[self.topic].programs or self.topic == "evasion")
        return Answer(
            self.topic,
            self.program,
            tuple(lines[:ROOM]),
            tuple(lines[ROOM:]),
            notice=(used.notice.id, title(used.notice, self.language)) if used else None,
            over=used is not None and self._is_over(used),
            next_steps=(*steps, *said.steps, self._call()),
            start_flow=self._start() if leads_on else None,
        )

    def _added(self, plan: Plan, said: Said, lines: list[Line]) -> list[Line]:
        """What the notice adds to what holds everywhere; that its term has ended is said before it."""
        further = _distinct([*said.answers, *said.reserved, *said.notes], lines)
        last = last_day(plan)
        if last is None or not self._is_over(plan) or said.silent:
            return further
        return [Line(self._say(FROM_OLD) % {"last": show_date(last, self.language)}, tone="quiet"), *further]

    def _is_over(self, plan: Plan) -> bool:
        """Whether the plan's term has ended by today, or by the day asked for."""
        last = last_day(plan)
        return last is not None and last < max(self.as_of, self.today)

    # -- the pieces -------------------------------------------------------------------------------

    def _told(self, plan: Plan, said: Said) -> Answer:
        told = [*said.answers, *said.reserved, *said.open, *said.notes]
        found = _distinct(self._silence(plan, said) if said.silent else told)
        unplaced = said.silent and self.region is None and self.topic != CASES_2018
        which = [Line(self._say(WHICH_REGION))] if unplaced else []
        return Answer(
            self.topic,
            self.program,
            (*self._state(plan, said), *found[:ROOM], *which),
            tuple(found[ROOM:]),
            silent=said.silent,
            notice=(plan.notice.id, title(plan.notice, self.language)),
            over=self._is_over(plan),
            next_steps=(*said.steps, self._call()),
            needs=("region",) if unplaced else (),
            start_flow=self._start(),
        )

    def _silence(self, plan: Plan, said: Said) -> list[Line]:
        """That nothing is said, what comes near, and what can be done."""
        return [*self.left_open(plan, said), Line(self._say(NOT_STATED), tone="quiet")]

    def left_open(self, plan: Plan, said: Said) -> list[Line]:
        """That nothing is said, and what comes near."""
        nothing = Line(
            self._say(NOTHING_SAID)
            % {"documents": self._consulted(plan), "topic": translate(TOPICS[self.topic].label, self.language)}
        )
        near = [Line(self._say(ONLY_SAYS) % {"text": line.text}, line.cites) for line in said.near]
        return [*(said.open or [nothing]), *near, *said.notes]

    def _documents(self, plan: Plan) -> Line:
        """The documents that a program's answers rest on, with their clauses."""
        speaker = Speaker(plan, self.language)
        clauses = tuple(dict.fromkeys(speaker.clause(c) for c in _citations(plan)))
        titles = dict.fromkeys(clause.title for clause in clauses)
        values = {
            "program": say(plan.program.label, self.language),
            "documents": listed(titles, self.language),
        }
        return Line(self._say(RESTS_ON) % values, clauses)

    def _consulted(self, plan: Plan) -> str:
        """The documents that were looked through."""
        speaker = Speaker(plan, self.language)
        found = [plan.notice, *(plan.notices[c.notice] for c in _citations(plan))]
        names = [law_clause("", self.language).title if n.id == STATUTE else speaker.name(n) for n in found]
        return listed(dict.fromkeys(names), self.language)

    def _state(self, plan: Plan, said: Said) -> Iterable[Line]:
        """That the term has ended; that only the law speaks; that all of what follows is asked for."""
        last = last_day(plan)
        if last is not None and self._is_over(plan):
            yield Line(self._over(plan, last), tone="warning")
        if self.region and plan.notice.region == NATIONAL:
            name = name_of(self.policies, self.policies.region_code(self.region), self.language)
            yield Line(self._say(LAW_ALONE) % {"region": name}, tone="quiet")
        if self.topic == "eligibility" and self.program != RATE and not said.silent:
            yield Line(self._say(ALL_OF_THESE), tone="quiet")

    def _over(self, plan: Plan, last: date) -> str:
        """That the term has ended, and whether a later notice is held."""
        later = later_notice(self.policies, plan, self.today)
        values = {"last": show_date(last, self.language), "as_of": show_date(self.as_of, self.language)}
        if later is not None:
            return self._say(OVER_LATER) % (values | {"later": Speaker(plan, self.language).name(ref(later))})
        if self.as_of <= last:
            return self._say(OVER_SINCE) % values
        return self._say(RATE_OVER if self.program == RATE else OVER) % values

    def _needs(self, *needs: Need) -> Answer:
        """What has to be known first."""
        names = [say(PROGRAMS[name].label, self.language) for name in TOPICS[self.topic].programs]
        programs = listed(names, self.language)
        texts = {"program": self._say(WHICH_PROGRAM) % {"programs": programs}, "region": self._say(WHICH_REGION)}
        lines = tuple(Line(texts[need]) for need in needs)
        start = self._start() if self.program else None
        return Answer(self.topic, self.program, lines, next_steps=(self._call(),), needs=needs, start_flow=start)

    def _plan_if_any(self) -> Plan | None:
        """The plan where one can be found without asking."""
        if self.program is None or (self.region is None and self.program != BENEFIT):
            return None
        found = find(self.topic, self.program, self.policies, self.region, self.as_of, self.language)
        return None if isinstance(found, Missing) else found

    def _spoken_topic(self, program: str) -> str:
        """The contribution rate has one answer: the rate."""
        return self.topic if program in TOPICS[self.topic].programs else "current_rate"

    def _start(self) -> Start:
        flow = shipped_flows()[DISPATCH_FLOW if self.topic in _DISPATCH else self.program or ""]
        return Start(flow.id, self._say(START) % {"flow": say(flow.title, self.language)})

    def _call(self) -> NextStep:
        return NextStep(self._say(CALL), address="tel:12333")

    def _title(self, notice: NoticeFile) -> str:
        return title(ref(notice), self.language)

    def _say(self, text: str) -> str:
        return translate(text, self.language)


def _citations(plan: Plan) -> list[Citation]:
    """Every clause that the term, the conditions and the figures rest on."""
    found = [plan.term.citation, *(citation for part in plan.parts for citation in sources(part))]
    return [citation for citation in found if citation.section]


def _distinct(lines: Iterable[Line], before: Iterable[Line] = ()) -> list[Line]:
    """Each sentence once."""
    seen = {line.text for line in before}
    found = []
    for line in lines:
        if line.text not in seen:
            seen.add(line.text)
            found.append(line)
    return found
