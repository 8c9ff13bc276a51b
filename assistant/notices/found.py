"""``/n/found``: what the bureau found about the firm, and the one question that it has: whose is the account."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from assistant.campaigns.calendar import beijing_day
from assistant.campaigns.firm_page.findings import Findings
from assistant.campaigns.firm_page.masking import mask_account
from assistant.campaigns.firm_page.replying import account_answers
from assistant.interview.report import Report, report
from assistant.interview.report.conditions import Cited
from assistant.interview.wording import say, translate
from assistant.notices import visit
from assistant.notices.visit import pages
from assistant.rules.facts import N_
from assistant.site.application import engine, policies
from assistant.site.preferences import language
from assistant.storage.files.imports import Imports
from assistant.storage.firm_page.replies import CORRECT, NO_ACCOUNT, NOT_OURS

OURS = N_("正确，是本单位的账户")
ANOTHERS = N_("不是我们的账户，或者已经停用")
NOT_ON_FILE = N_("有对公账户，去补登记")
HAVE_NONE = N_("我们没有对公账户")
BRING = N_("到经办机构更正，带开户许可证明。这里不收账号，谁在网上要账号都不要给。")
TAX_ACCOUNT = N_("可以付到平时缴社会保险费的账户，由税务部门提供（%(clause)s）。请核对这个账户还能收款。")
SOME_CLASSES = N_("改付缴费账户，文件只写了部分划型的企业（%(clause)s），贵单位要由经办机构确定。")
NOT_STATED = N_("没有对公账户怎么办，文件没有写明，由经办机构确定。")

USES = "uses"  # the caveat on what the money may be used for (register A54)
# Not true here: this is the office's notice, and whoever reads it came by the link of a message.
SELF_CHECK_ONLY = frozenset({"self_check", "never_follow_links"})
Said = tuple[str, Cited | None]


@pages.get("/n/found")
def found_page() -> ResponseReturnValue:
    """Show what was found."""
    return page()


def page(errors: dict[str, str] | None = None) -> str:
    """Render what was found, with the form that confirms it while a reply is taken."""
    here = visit.proved()
    found, spoken = visit.found(here), language()
    shown = report(found.interview, spoken, of_bureau=True)
    uses, cautions = _sorted_caveats(found, shown)
    read = Imports(engine()).current(here.campaign.id)
    return render_template(
        "firm/found.html",
        found=found,
        firm=here.firm,
        terms=found.terms,
        report=shown,
        uses=uses,
        cautions=cautions,
        data_of=beijing_day(read.finished_at) if read and read.finished_at else None,
        account=mask_account(here.firm.account) if here.firm.account else "",
        answers=_answers(found, spoken),
        size=translate(found.size_label, spoken),
        open=found.open_on(visit.now()),
        reply=visit.replies().of_firm(here.firm.id),
        object_url=url_for("firm_page.object_page"),
        errors=errors or {},
    )


def _sorted_caveats(found: Findings, shown: Report) -> tuple[list[Said], list[Said]]:
    """What the money is for, and what else to mind, without what is said to those who only check for themselves."""
    named = [(c.id, said) for c, said in zip(found.interview.decision().caveats, shown.caveats, strict=True)]
    uses = [said for name, said in named if name == USES]
    return uses, [said for name, said in named if name != USES and name not in SELF_CHECK_ONLY]


def _answers(found: Findings, spoken: str) -> list[tuple[str, str, str]]:
    """(value, label, what follows) of what may be said on the account."""
    words = {
        CORRECT: (OURS, ""),
        NOT_OURS: (ANOTHERS if found.firm.account else NOT_ON_FILE, translate(BRING, spoken)),
        NO_ACCOUNT: (HAVE_NONE, _without_account(found, spoken)),
    }
    return [(value, say(words[value][0], spoken), words[value][1]) for value in account_answers(found)]


def _without_account(found: Findings, spoken: str) -> str:
    rule = found.account_rule(policies(), spoken)
    if rule is None:
        return translate(NOT_STATED, spoken)
    return translate(TAX_ACCOUNT if rule.serves else SOME_CLASSES, spoken) % {"clause": rule.clause}
