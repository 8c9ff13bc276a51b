"""Of whom a kind of unit is said: of the one that applies, or of somebody else's employer, customer or debtor."""

import re

from assistant.rules.stabilization_refund.facts import AGENCY
from assistant.understanding.choices import Said
from assistant.understanding.model import Text
from assistant.understanding.polarity import Clause, clause_at

# A worker tells of a firm too: 公司把我裁了, 厂里不给我交.
_WORKER = re.compile(
    r"(?:把|让|叫|逼|劝|通知|给|跟|和|帮|对|拖欠|欠|克扣|替)我(?!们|司|公司)|我(?:就|也|是|都)?被|我签了?[^,;.?]{0,6}(?:解除|离职)|(?:辞退|开除|裁|炒|解雇"
    r"|优化|解聘)(?:了|掉)?我(?!们)|我(?:要|想|能|可以|可)?(?:领|拿|申领)(?:取|到)?失业|我的?(?:失业金|社保|合同|证|工资)"
    r"|我(?:在|从)[^,;.?]{0,12}(?:上班|打工|工作|干活|离职|辞职)|考(?:了|的|下|出|到|个)[^,;.?]{0,8}证"
)
# Of whom the unit is the one that applies: 我们是…, 我开了家…, 我司…
_FILLER = (
    "(?:自己|公司|主要|现在|是|系|就|都|也|这边?|这里|这儿|那边?|那儿|开|办|做|搞|干|注册|成立|经营|的|了|个|家|间|一|属于|算|叫"
    "|在|弄|有|过|老板|哥|朋友|普通|正规|一般|民营|私营|国有|本地|刚|新|新参保|去产能|作为|为|城里|县里|市里|镇上|乡下"
    "|大型|中型|小型|微型|小微|中小微?|小|大|劳务|单位|行业|当地)*"
)
_OWN = re.compile(rf"(?:我们|咱们?|俺们?|本|我司|我|自家|阿拉|偶们|俺){_FILLER}$")
# 我们幼儿园是民办非企业, 我司登记的是…
_SAYS_IT_IS = re.compile(
    "(?:我们|咱们?|我司|我|俺们?|本(?:单位|公司|店|校|院|所))(?![^,;.?]*[没不给跟和帮被派用找])[^,;.?]{0,10}(?:是|属于|系|登记的|注册的)[^,;.?]{0,4}$"
)
# 我在会计所做行政,想领稳岗返还: who is in a firm speaks for it.
_IN_IT = re.compile("我(?:们)?(?:就|是)?在(?:一?(?:家|个))?(?:小|大)?$")
_SPEAKS_FOR_FIRM = re.compile("稳岗|返还|refund")
_DISMISSED = re.compile(
    "(?:把|裁|辞退|开除|炒|解雇|优化|解聘)(?:了|掉)?我(?!们|司|公司)|我(?:就|也|是|都)?被|失业金|考[^,;.?]{0,8}证|技能"
)
# 帮一家小公司问: of whom the facts are.
_ASKS_FOR = re.compile("(?:帮|替|给|代)[^,;.?]{0,8}$")
_ASKED_FOR = re.compile("(?:老板|财务|那边|这边|会计)?(?:来|咨询|问|查|打听|了解|申请|办)")
# 是劳务派遣公司, 个体户能领吗; 没开对公户的律所.
_OPENING = re.compile(
    r"^[ ,]*(?:请问|想问(?:下|一下)?|问下|问一下|你好|您好|hi|那|那么)?[ ,]*"
    r"(?:是|就是|作为|属于|开|办|开了|办了|自己交|我交)?(?:一)?(?:家|个|间)?(?:普通|民营|私营|小|正规)?$"
    r"|^[ ,]*(?:is|are|can|could|do|does|would|will)? ?(?:an?|the|our)? ?$"
)
_QUALIFIED = re.compile(r"(?:对公|公户|参保|注销|吊销|成立|欠费|裁员|缴费|交费)[^,;.?]{0,6}的$")
# 赣州这边开服装厂的: who says so speaks for it.
_RUNS_IT = re.compile(
    "(?:^|[,;.!? 在])[^,;.?我他她哪被没不]{0,8}(?:开|办|经营)(?:了|着|的|有)?(?:个|家|一家|一个|间)?[^,;.?他她没不]{0,6}$"
)
_RAN = re.compile("的(?=[,;.!? ]|$)|[,;.!? ]|$")
_ORDINARY = re.compile("^[ ,]*(?:就|也)?是(?:一)?(?:家|个)?(?:普通|一般|正规|正常|生产型?|制造)(?:的)?$")
# 中型企业, 一家小型企业, 被吊销的企业: a firm of which something is told; but 小微企业划型标准 of any firm.
_TOLD = re.compile(r"(?:大型|中型|小型|微型|小微|中小微?)$|(?:新参保|吊销|注销)[了]?的小?$")
_OF_ANY = re.compile(
    "^(?:的)?(?:划型|划分|标准|名单|认定|比例|怎么|如何|咋|按|返|能|可以|可不|会|要|有没有|是不是|的?返还|和|跟|与|、|还是|或|多少|都|稳岗|参保人数|裁员率)"
)
_WE_ARE = re.compile("(?:我们|我司|咱们?|本?单位|公司)(?:就)?是(?:一)?(?:家|个)?[^,;.?不没给跟和帮被派用找]{0,8}$")
_OWN_ENGLISH = re.compile(
    r"\b(?:we(?:'re| are| run| have)?|our|my|i(?:'m| am)? (?:run|running|own|have|manage"
    r"|represent|work (?:for|at|in)|with|the (?:hr|owner|boss|accountant) (?:of|at|for)))\b[a-z' ]{0,24}$"
)
_COMPLAINT = re.compile("私吞|克扣|扣着|(?<!给)不给|不发|举报|投诉|告(?=[他它她你谁哪])|吞了|卷款|跑路")
# 跟派遣公司签的, 派遣公司派来的: somebody else's unit.
_OTHERS = re.compile(
    r"(?:跟|和|与|通过|找|从|被|由|给|向|用|请|去|到|在|说|问|派|让|对|把)(?:了|的|一家|个|那家?|这)*$"
)
_DISPATCHED_STAFF = re.compile(
    r"^(?:的?(?:员工|职工|工人|人员|工|合同|协议|岗位|岗)|过来|来的|派(?:来|过来|到|我))|(?:帮|给|替"
    r"|代)[^,;.?人工]{0,6}(?:企业|公司|客户|单位)"
)

_ASKS_OF_KIND = re.compile("返|稳岗|补贴|领|申请|享受|算|符合")
_STATE = re.compile(
    "(?:已经?|都|是|就)*(?:被|正在|去年|上年|20[0-9]{2}年|没有?|欠|裁|注销|吊销|列入|参保|去年|刚)(?!销?以?后)"
)
# 公司注销以后还发不发: of any firm.
_OF_A_CASE = re.compile("^[^,;.?]{0,6}(?:以后|之后|的话|了后)")
_NOBODY_ELSE = re.compile("^(?:[^,;.?]{0,6}(?:没雇|没请|没有?员工|没招|就自己|只有自己|一个人)|老板是)")
_REFUND = re.compile("返还|稳岗|用工单位|能返|返多少")
_IS_FIRMS = re.compile("我们|去年|上年|参保|失业险|失业保险|稳岗|返还|欠费|裁|对公")

_NEAR = 40  # characters before a kind of unit that tell whose it is


def is_workers(text: Text) -> bool:
    """Whether a worker speaks, to whom a firm is the employer; who asks for the refund speaks for the firm."""
    if _SPEAKS_FOR_FIRM.search(text.folded) and not _DISMISSED.search(text.folded):
        return False
    return _WORKER.search(text.folded) is not None


def is_of_applicant(one: Said, text: Text, parts: tuple[Clause, ...]) -> bool:
    """Whether a kind of unit is said of the applicant. 律所能申请吗 names it too; 公司能申请吗 names nothing."""
    clause = clause_at(parts, one.start)
    before, after = text.folded[max(clause.start, one.start - _NEAR) : one.start], text.folded[one.end :]
    if text.folded.startswith("我", one.start) or (_IN_IT.search(before) and _SPEAKS_FOR_FIRM.search(text.folded)):
        return True
    if _ASKS_FOR.search(before) and _ASKED_FOR.match(after):
        return True
    if _OTHERS.search(before) or _COMPLAINT.search(text.folded) or _DISPATCHED_STAFF.match(after):
        return False
    if one.value == "individual_business" and _NOBODY_ELSE.match(after):
        return False
    if _OWN.search(before) or _OWN_ENGLISH.search(before):
        return True
    if one.value != "enterprise" and (_SAYS_IT_IS.search(before) or _of_ours(one, text, before)):
        return True
    if one.value == "enterprise":
        return _is_own_firm(text, text.folded[one.start : one.end], before, after)
    return _is_named(one, text, clause)


def _is_own_firm(text: Text, said: str, before: str, after: str) -> bool:
    """Whether a firm of which something is told is the one that applies: 是普通公司, 一家小型企业去年交了…, 公司已经注销了."""
    if _OF_A_CASE.match(after):
        return False
    if (
        _ORDINARY.search(before)
        or _WE_ARE.search(before)
        or (_OPENING.search(before) and said != "企业" and _STATE.match(after) and _REFUND.search(text.folded))
    ):
        return True
    if _RUNS_IT.search(before) and _RAN.match(after) and _IS_FIRMS.search(text.folded):
        return True
    return bool(_TOLD.search(before) and _IS_FIRMS.search(text.folded)) and not _OF_ANY.match(after)


def _of_ours(one: Said, text: Text, before: str) -> bool:
    """Whether the name itself tells of whose unit it is: 我们学校是民办的, the 学校是民办的 of us."""
    said = text.folded[one.start : one.end]
    return "是" in said and re.search("(?:我们|咱们?|我|本|俺们?)(?:这|这边|这个|的)?$", before) is not None


def _is_named(one: Said, text: Text, clause: Clause) -> bool:
    """Whether another kind is named as that of which is asked: 律所能申请吗, 没开对公户的律所, …, 派遣公司."""
    said = text.folded[one.start : one.end]
    before, after = text.folded[max(clause.start, one.start - _NEAR) : one.start], text.folded[one.end :]
    if clause.text.strip(" ,.;!") == said or _QUALIFIED.search(before):
        return True
    if one.value == AGENCY:
        whole = (
            said.endswith(("公司", "单位", "企业", "机构")) and _OPENING.search(before) and _REFUND.search(text.folded)
        )
        return bool(whole) or (
            said.endswith("的") and bool(_OPENING.search(before) or re.search("[我做搞干是]", before))
        )
    return bool(_OPENING.search(before) and _ASKS_OF_KIND.search(after))
