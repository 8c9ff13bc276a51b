"""Regions named in a message, that of the insurance first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

import ahocorasick

from assistant.policies import Policies
from assistant.policies.regions import parents
from assistant.understanding.gazetteer import ABBREVIATIONS, Entry, is_wordlike, names
from assistant.understanding.model import Place, Text

_NOT_A_PLACE = re.compile(
    r"(?:[东西南北中]?(?:路|街)|大道|大街|广场|银行|大学|学院|拉面|牛肉面|小面|小吃|啤酒|石材?|时代|扑克|八稳|小异|会海|江(?!西|苏)|话(?!说)|治(?!疗)"
    r"|车牌|烤鸭|火锅|米粉|炒粉|人寿|证券|饭店|酒店|宾馆|产业|群众)"
)
# 长白山, 确定西部, 最新余额, 投资阳光: a name by accident.
_ACCIDENTS = {"白山": "长", "定西": "确规决指肯固稳", "新余": "最更重刷", "资阳": "投", "广元": "推", "宁德": "安"}
_COUNTY_WORD = re.compile("[城级长里]")  # of 改成县里 and 宁县城
# Words of place: what makes 合作 or 四平 a region.
_CUE_BEFORE = re.compile(
    r"(?:在|到|从|去|来自|回|位于|属于?|我是|我们是|交在|户口|老家|籍贯|地是|参保地|所在地|人在)(?:是|我们|我|咱|[ :])?$"
)
_CUE_AFTER = re.compile(
    r"(?:这边|那边|这里|那里|这儿|那儿|本地|当地|户口|市区|县城|人(?!员|社|力|民)|的?社保|人社局|社保局|就业局|参保|上班|打工|工作|市里)"
)
# 晋江做鞋的, 贵溪的: where a message opens with it.
_PARTED_BEFORE = re.compile(r"(?:^|[ ,，.。;；?？!！、])$")
_PARTED_AFTER = re.compile(r"(?:的|人|市|县|这边|那边)?(?:[ ,，。.;；?？!！]|$)")
_ENGLISH_CUE = re.compile(r"\b(?:in|from|at|of|near|to) $")
_OPENS_WITH = re.compile("(?:这|那)?(?:的(?=[,， 。.!]|$)|[做开搞办干][^,，。;?!]{1,8}的)")
_JOINT = re.compile(r"(?:省|市|的| )?")
_ABBREVIATED = re.compile(
    rf"(?:(?<=在)|(?<=来)|(?<=驻))(?P<one>[{''.join(ABBREVIATIONS)}])(?=工作|上班|打工|就业|务工|交|缴|参保|企业|单位)"
    r"|(?<![a-z\u4e00-\u9fff])(?P<office>[赣吉甘蒙])(?=人社|政办?发|财社|[a-z](?:牌|[0-9]))"
    r"|(?<=[在来入驻全])(?P<gan>赣)(?![州江县榆])"
)
_INSURED_BEFORE = re.compile(
    r"(?:社保|保险|医保|参保地?|五险|缴费地?|单位|公司|工厂|厂子|交|缴)"
    r"(?:关系|现在|目前|一直|都|就|是|交|缴|参|买|上|落|转|的|地|[ :])*"
    r"(?:在|到|于|是|了)?$"
    r"|insur\w+ (?:is |are )?(?:paid )?in $|work(?:s|ing)? in $"
)
_INSURED_AFTER = re.compile(
    r"(?:这边|那边|市|省|本地|那里|这里)?[^,，。;?!考证]{0,4}?(?:(?:交|缴|买|上)(?:的|了|着|过)?(?:社保|保险|失业|费|五险|医保)|参保|的?社保|缴费)"
    r"|(?:这边|那边)?(?:交的|缴的|上班|工作)"
)
_OTHER_BEFORE = re.compile(
    r"(?:考证|证书?|发证|户口|户籍|老家|籍贯|来自|身份证|培训|从|离开|不在|不是|没在|以前|之前|原来)(?:机构|单位|现在|地)?(?:是|在|于|我)*$"
)
_OTHER_AFTER = re.compile(
    r"[^,，。;?!社保参]{0,3}?(?:考(?!虑)|发证|发的|拿的?证|取得|核发|办的证|领的证|打工|务工|的证|培训|户口|户籍|身份证)|人(?!社|员|力|民)"
)
_ELSEWHERE = re.compile("(?:外省|外地|异地|省外)[^,;.?]{0,4}(?:考|证|拿|取)")
_INSURED, _NAMED, _OTHER = 2, 1, 0
_MOST = 100  # names that are looked at; nobody names more, and each is compared with all others


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name found: what it may stand for, and how near it is to the insurance."""

    codes: tuple[str, ...]
    start: int
    end: int
    rank: int = _NAMED


def find(text: Text) -> tuple[Place, ...]:
    """Return the regions named, where the insurance is first, else in order; a province is not named beside its city.

    Where the message says itself that the insurance is in one and only the certificate, the home or former work in
    another (在广东考的证, 社保在江西), the other is left out: there is nothing to ask. 江西南昌县 is one place with the county's
    code. A name of several regions has all their codes, unless another region in the message settles which. 外省 and
    本地 are no places.
    """
    hits = _joined(text.folded, list(islice(_hits(text.folded), _MOST)))
    hits = [replace(hit, rank=_rank(text.folded, hit, hits)) for hit in _settled(hits)]
    kept = _distinct(hits)
    if any(hit.rank == _INSURED for hit in kept):
        kept = [hit for hit in kept if hit.rank != _OTHER]
    kept.sort(key=lambda hit: (-hit.rank, hit.start))
    return tuple(
        Place(hit.codes, text.said(text.span(hit.start, hit.end)), text.span(hit.start, hit.end)) for hit in kept
    )


def governing(code: str, policies: Policies) -> str | None:
    """Return the region of ``policies.all_regions()`` whose rules hold in ``code``: itself, its city or its province."""
    held = policies.all_regions()
    return next((region for region in parents(code) if region in held), None)


@lru_cache(maxsize=1)
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, entry in names().items():
        automaton.add_word(name, (name, entry))
    automaton.make_automaton()
    return automaton


def _hits(folded: str) -> Iterator[_Hit]:
    """Yield names, the longest where they overlap; of equal ones that without a cue (社保山东), then the first (江西安义)."""
    before: _Hit | None = None
    for start, end, name, entry in sorted(_chosen(folded)):
        hit = _Hit(entry.codes, start, end)
        follows = before is not None and _JOINT.fullmatch(folded, before.end, start) and _below(hit, before)
        if (
            entry.needs_cue
            and not follows
            and (entry.only_below or is_wordlike(name) or not _has_cue(folded, start, end))
        ):
            continue
        before = hit
        yield hit


def _chosen(folded: str) -> Iterator[tuple[int, int, str, Entry]]:
    found = [(last + 1 - len(name), last + 1, name, entry) for last, (name, entry) in _automaton().iter(folded)]
    found = [one for one in found if _is_whole(folded, *one[:3])]
    taken = bytearray(len(folded))
    for start, end, name, entry in sorted(
        found, key=lambda one: (one[3].only_below, one[0] - one[1], one[3].needs_cue, one[0])
    ):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            yield start, end, name, entry
    for short in _ABBREVIATED.finditer(folded):
        if not any(taken[short.start() : short.end()]):
            yield *short.span(), short[0], Entry((ABBREVIATIONS[short[0]],), False)


def _is_whole(folded: str, start: int, end: int, name: str) -> bool:
    if name.isascii():
        return not (folded[start - 1 : start].isalpha() and start > 0 and folded[start - 1].isascii()) and not (
            folded[end : end + 1].isalpha() and folded[end].isascii()
        )
    if _NOT_A_PLACE.match(folded, end) or (start > 0 and folded[start - 1] in _ACCIDENTS.get(name, "")):
        return False
    return not (len(name) == 2 and name.endswith("县") and _COUNTY_WORD.match(folded, end))


def _has_cue(folded: str, start: int, end: int) -> bool:
    opens = start == 0 and not is_wordlike(folded[start:end]) and _OPENS_WITH.match(folded, end) is not None
    before = folded[max(0, start - 8) : start]
    alone = _PARTED_BEFORE.search(before) is not None and _PARTED_AFTER.match(folded, end) is not None
    return (
        alone
        or opens
        or bool(_ENGLISH_CUE.search(before))
        or bool(_CUE_BEFORE.search(folded[max(0, start - 8) : start]) or _CUE_AFTER.match(folded, end))
    )


def _below(hit: _Hit, above: _Hit) -> tuple[str, ...]:
    """Return the codes of ``hit`` that lie in a region of ``above``."""
    return tuple(code for code in hit.codes if any(up in parents(code) and up != code for up in above.codes))


def _joined(folded: str, hits: list[_Hit]) -> list[_Hit]:
    """Make one of 江西, 南昌, 南昌县 that stand side by side, the most specific."""
    joined: list[_Hit] = []
    for hit in hits:
        last = joined[-1] if joined else None
        if last and _JOINT.fullmatch(folded, last.end, hit.start) and (codes := _below(hit, last)):
            joined[-1] = _Hit(codes, last.start, hit.end)
        else:
            joined.append(hit)
    return joined


def _settled(hits: list[_Hit]) -> list[_Hit]:
    """Settle which of several a name stands for by the provinces and cities named elsewhere."""
    certain = [hit for hit in hits if len(hit.codes) == 1]
    settled = []
    for hit in hits:
        inside = {code for other in certain for code in _below(hit, other)} if len(hit.codes) > 1 else set()
        settled.append(replace(hit, codes=tuple(sorted(inside))) if inside else hit)
    return settled


def _rank(folded: str, hit: _Hit, hits: list[_Hit]) -> int:
    """Say by the words beside it whether the insurance is there, or only the certificate, the home or a former job."""
    start = max((other.end for other in hits if other.end <= hit.start), default=0)
    end = min((other.start for other in hits if other.start >= hit.end), default=len(folded))
    before, after = folded[max(start, hit.start - 16) : hit.start], folded[hit.end : min(end, hit.end + 16)]
    if _ELSEWHERE.search(folded) and before.endswith((" ", ",")) and after.startswith("的"):
        return _OTHER
    if _OTHER_BEFORE.search(before) or after.startswith(("以外", "之外")):
        return _OTHER
    if _INSURED_BEFORE.search(before):
        return _INSURED
    other, insured = _OTHER_AFTER.match(after), _INSURED_AFTER.match(after)
    if insured and not (other and other.end() < insured.end()):
        return _INSURED
    return _OTHER if other else _NAMED


def _distinct(hits: list[_Hit]) -> list[_Hit]:
    """Leave out what is named twice, and a province beside its city: the rank of the nearer mention stays."""
    kept: list[_Hit] = []
    for hit in hits:
        same = next((other for other in kept if other.codes == hit.codes), None)
        if same is not None:
            kept[kept.index(same)] = replace(same, rank=max(same.rank, hit.rank))
        else:
            kept.append(hit)
    distinct = []
    for hit in kept:
        inner = [
            other for other in kept if other is not hit and len(hit.codes) == 1 and _below(other, hit) == other.codes
        ]
        if not inner:
            above = [other for other in kept if len(other.codes) == 1 and _below(hit, other) == hit.codes]
            distinct.append(replace(hit, rank=max([hit.rank, *(other.rank for other in above)])))
    return distinct
