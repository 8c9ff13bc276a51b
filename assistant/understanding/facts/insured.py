"""Which length of time in a message is one of paid-up insurance."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.understanding.model import Text
from assistant.understanding.polarity import Clause, clause_at, place_at
from assistant.understanding.quantities import Quantities, Quantity

# The verb or noun that stands last before the length of time decides: 交了两年, but 断了两年 and 干了两年.
_PAYS = (
    r"交|缴|参保|参加(?!培|考)|入保|投保|上了?社保|买了?社保|社保|失业保险(?!金)|失业险|保险(?!金|公|柜)|五险(?:一金)?|缴费|纳费|累计|加起来|合起来|合计|总共|保费|单位给?买了"
    r"|\b(?:paid|pay|paying|insured|contribut\w*|covered|premiums?|insurance)\b"
)
_OTHER = (
    r"断|停(?!保险)|欠|领|干|提交|递交|上报|审核|公示|受理|工作|上班|学(?!校)|培训|房租|租|差|剩|补(?!缴|交)|等|失业(?!保)|待业|没工作|毕业|合同|签|工资|贷|学费|医保|医疗|公积金|个税|水电|物业费|养老"
    r"|罚|党费|住|考|会费|生育|商业|车险|意外|结婚|入职|退休|过期|前(?=$)|待了|做了|当|打工|怀孕|离职|辞|裁|贷款|月供|押金|取暖|保证金|少"
    r"|\b(?:wages?|salary|unpaid|worked|work|working|rent|drew|drawn|unemployed|study|studied|loan|mortgage|medical|pension|employed|tuition|gap)\b"
)
_LAST = re.compile(rf"(?P<pays>{_PAYS})|(?P<other>{_OTHER})")
_PAYS_AFTER = re.compile(
    r"(?:了|的|以来|整|多|时间|以上){0,2}(?:社保|失业保险(?!金)|失业险|保险(?!金|公)|参保|缴费|五险|单位社保|职工社保)(?!.{0,2}(?:断|停|没交))"
    r"| ?(?:of |worth of )?(?:unemployment |social )?(?:insurance|contributions|premiums)"
)
_OTHER_AFTER = re.compile(
    r"(?:的|了)?(?:房租|工资|医保|公积金|学费|租金|贷款|水电|物业|养老|医疗|会费|党费|罚款|车险|商业|个税|合同|失业金|补偿)"
)
# What was paid: 养老和失业保险交了五年 counts, 医保交了十年 does not.
_NOUN = re.compile(
    r"(社保|失业保险|失业险|五险|社会保险|(?<![疗老业车])保险(?!金)|insurance|contributions)"
    r"|医保|医疗(?:保险)?|养老(?:保险|金)?|公积金|房租|学费|会费|党费|生育险?|车险|商业保险|房贷|贷款|物业费|水电费?|个税|罚款|保证金|月供|medical|pension|rent|loan"
)
_REQUIRED = re.compile(
    r"(?:要|需要|必须|得|需|规定|要求|应该?)(?:先)?(?:[^,]{0,6}?)(?:交|缴|参保|社保|保险|失业保险|累计)[^,]{0,4}(?:满|够|到|有)?$|(?:挂靠?|代缴|补缴|补交|再交|再缴)[^,]{0,8}$"
)
_THEN = re.compile(r"^(?:再|才|以后|之后|后(?:再|就|才)|就(?:能|可以|行)|的话|的要求|的规定|的条件)")
_NOT_PAID = re.compile(
    r"(?:没|没有|未|不|不是|少|漏|断|停|忘)(?:给(?:我?们)?|有|怎么|在|再|继续|按时|正常|我|帮|交|缴|参加|上|买|过|足|够|满|是)*$"
    r"|\b(?:not|never|n't|no)(?: been| ever| yet)?\s*$"
)
_SINCE = re.compile(r"(?:证|考)(?:了|完)?(?:之|以)?后[^,]{0,8}$|(?:又|再|后来)(?:接着|继续)?(?:交|缴)了?$")
_TOLD_SHORT = re.compile(
    "(?:说|讲|显示|提示|理由|原因)[^,;]{0,10}(?:不足|不满|不够|不到|没到|没满|未满)$"
)  # 说缴费不足一年,可我交了15个月
_SHORT = 8
_ENOUGH = re.compile(r"(?:够|满足)(?:了)?$")


@dataclass(frozen=True, slots=True)
class Insured:
    """A length of insurance: the quantity, and what is said around it (its clause and the one before it)."""

    length: Quantity
    clause: Clause
    before: str  # the clause up to the length, and a clause before it that has no length of its own
    vague: bool

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.length.start


def insured(text: Text, parts: tuple[Clause, ...], quantities: Quantities) -> Iterator[Insured]:
    """Yield the lengths of insurance that are stated; what is denied, supposed, asked or planned is none."""
    previous: Insured | None = None
    for length in quantities.durations:
        clause = clause_at(parts, length.start)
        if clause.polarity_at(length.start) not in ("said", "hedged", "denied"):
            continue
        before = _before(parts, clause, quantities, length)
        own = text.folded[clause.start : length.start]
        if _TOLD_SHORT.search(own):
            continue
        corrected = previous is not None and _corrects(parts, clause) and len(own) < _SHORT
        if corrected or _is_insurance(
            own, before, text.folded[length.end : clause.end], following=previous is not None
        ):
            hedged = clause.polarity_at(length.start) == "hedged"
            previous = Insured(length, clause, before, _is_vague(length, own) or hedged)
            yield previous


def _is_vague(length: Quantity, own: str) -> bool:
    """Whether it is no exact length; 够一年 may say no more than that so much is needed."""
    whole_years = length.value is None or length.value % 12 == 0
    return length.vague or (whole_years and _ENOUGH.search(own) is not None)


def _corrects(parts: tuple[Clause, ...], clause: Clause) -> bool:
    """Whether the clause, or the one before it, takes back what was said: 不对,是3年."""
    at = place_at(parts, clause.start)
    return clause.corrects or (at > 0 and parts[at - 1].corrects)


def _before(parts: tuple[Clause, ...], clause: Clause, quantities: Quantities, length: Quantity) -> str:
    own = clause.text[: length.start - clause.start]
    earlier = [other for other in quantities.durations if clause.start <= other.start < length.start]
    if earlier:
        return clause.text[earlier[-1].end - clause.start : length.start - clause.start]
    at = place_at(parts, clause.start)
    if at and not any(parts[at - 1].start <= other.start < parts[at - 1].end for other in quantities.durations):
        return parts[at - 1].text + own
    return own


def _is_insurance(own: str, before: str, after: str, *, following: bool) -> bool:
    if _OTHER_AFTER.match(after) or _REQUIRED.search(own) or (following and _SINCE.search(own)) or _THEN.match(after):
        return False
    words = list(_LAST.finditer(own))
    if words:
        last = words[-1]
        nouns = _NOUN.findall(own)
        if nouns and not nouns[-1]:
            return False
        return bool(last["pays"]) and not _denied_after(own, last)
    if _PAYS_AFTER.match(after):
        return True
    if following and re.search("现在|目前|至今|如今|now", own):
        return True
    # 社保,两年: a clause of its own that holds nothing else
    return bool(re.fullmatch(r"\W*(?:有|是|一共|总共|共|才|已经|刚|都|到现在|现在)?(?:了|有|是)?", own)) and bool(
        re.search(
            r"(?:社保|失业保险|保险|参保|交|缴|缴费)(?:的话|方面|时间|年限|呢|嘛|是|年头)?\W*$",
            before[: len(before) - len(own)],
        )
    )


def _denied_after(own: str, last: re.Match[str]) -> bool:
    """Whether it is 没交 or 少交: a length of what was not paid."""
    return _NOT_PAID.search(own[: last.start()]) is not None
