"""The words of our messages: ``templates/sms/<message>.<locale>.txt``, one line each, with places like ``{firm}``.

A place stands alone between words and once only, so that each file can be registered with a provider as it is.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from assistant.paths import TEMPLATES
from assistant.sms.gateway import Capabilities
from assistant.sms.segments import segments, units
from assistant.sms.words import forbidden, threats

FOLDER = TEMPLATES / "sms"
LANGUAGES = ("zh_Hans_CN", "en")

_WHO = ("signature", "firm", "office", "notice", "until")
MESSAGES: Mapping[str, tuple[str, ...]] = {
    "notice_link": (*_WHO, "amount", "link"),
    "notice_pickup": (*_WHO, "amount", "page", "code"),
    "invitation_link": (*_WHO, "link"),
    "invitation_pickup": (*_WHO, "page", "code"),
    "reminder_link": (*_WHO, "link"),
    "reminder_pickup": (*_WHO, "page", "code"),
    "proof_code": ("signature", "code"),
    "case_code_link": ("signature", "code", "link"),
    "case_code_pickup": ("signature", "code", "page"),
}
# Where the constant page is, below the installation's own address: elsewhere than the firm's.
PAGES: Mapping[str, str] = {"case_code_pickup": "/resume"}
# What each place holds, for those who register the texts and those who fill them in. The longest reasonable value decides
# whether a text is short enough.
PARAMETERS: Mapping[str, tuple[str, str]] = {
    "signature": ("签名，不带【】", "南昌市人力资源和社会保障局"),
    "firm": ("单位名称，过长时缩去中间", "江西省某某某某智能装备制造（集团）股份有限公司高新区分公司"),
    "office": ("经办机构", "南昌市人力资源和社会保障局"),
    "notice": ("所依据文件的文号", "赣人社发〔2024〕118号"),
    "until": ("截止日期，月日", "12月31日"),
    "amount": ("测算金额，元", "12,345,678.90"),
    "link": ("本单位或来电人专用链接", "https://wengang.example.gov.cn/n/abcdefghijkmnpqrstuvwx"),
    "page": ("固定网页地址，报备时写成常量", "https://wengang.example.gov.cn/n"),
    "code": ("取件码、验证码或查询码", "ACDEF-GHJKM"),
}
# The provider adds the signature itself, and wants the page as a constant: neither is a variable of a template.
CONSTANT = ("signature", "page")
MOST_SEGMENTS = {"zh_Hans_CN": 3, "en": 5}
LONGEST_FIRM, SHORTEST_FIRM = 24, 12
_USUAL = Capabilities(links=True, two_way=False)
_PLACE = re.compile(r"\{([a-z]+)\}")
_BRACKETS = str.maketrans("【】{}", "〔〕（）")
_MUST_SAY = {
    "zh_Hans_CN": ("12333", "不收费", "卡号", "密码", "验证码"),
    "en": ("12333", "no fee", "card number", "password", "code"),
}
_PROOF_MUST_SAY = {"zh_Hans_CN": ("12333", "10分钟", "切勿告诉任何人"), "en": ("12333", "10 minutes", "tell nobody")}


class WordingError(Exception):
    """A text, or what is to be filled in, is not as it must be; the message names file or parameter and says why."""


def render(message: str, params: Mapping[str, str], language: str) -> str:
    """Return a message's whole text, the signature first. Raises WordingError."""
    filled = fill(message, params, language)
    return _PLACE.sub(lambda place: filled[place[1]], template(message, language))


def fill(message: str, params: Mapping[str, str], language: str) -> dict[str, str]:
    """Return the values as they are sent: cleaned, and a long firm name shortened. Raises WordingError."""
    template(message, language)  # an unknown message or language is told first
    if set(params) != set(MESSAGES[message]):
        raise WordingError(f"{message}：应有参数 {'、'.join(MESSAGES[message])}，得到 {'、'.join(params)}")
    filled = {name: clean(value) for name, value in params.items()}
    empty = [name for name, value in filled.items() if not value]
    if empty:
        raise WordingError(f"{message}：{'、'.join(empty)} 没有内容")
    if "firm" in filled:
        filled["firm"] = shortened(filled["firm"], _room_for_firm(message, language, filled))
    return filled


def fits(message: str, params: Mapping[str, str], language: str) -> Callable[[str], bool]:
    """Return what says whether a text is this message. Values that are no longer known (link, code) may be left out."""
    known = {name: [clean(value)] for name, value in params.items()}
    if "firm" in known:
        name = known["firm"][0]
        known["firm"] = list({shortened(name, room) for room in range(SHORTEST_FIRM, LONGEST_FIRM + 1)})
    pieces = _PLACE.split(template(message, language))  # words and names of places take turns
    pattern = "".join(
        re.escape(piece) if number % 2 == 0 else _alternatives(known.get(piece)) for number, piece in enumerate(pieces)
    )
    return lambda text: re.fullmatch(pattern, text) is not None


def _alternatives(values: list[str] | None) -> str:
    return r"\S+?" if values is None else f"(?:{'|'.join(map(re.escape, values))})"


def variables(message: str, language: str) -> tuple[str, ...]:
    """The places of a text in the order in which they stand, without those that are constant in a registered template."""
    return tuple(name for name in _PLACE.findall(template(message, language)) if name not in CONSTANT)


def clean(value: str) -> str:
    """Return a value on one line without control, bidirectional or invisible characters, and without our own brackets."""
    spaced = "".join(" " if char in "\r\n\t\v\f\u0085\u2028\u2029" else char for char in value)
    visible = "".join(char for char in spaced if unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    return " ".join(visible.translate(_BRACKETS).split())


def shortened(name: str, room: int) -> str:
    """Return a name of at most ``room`` units: the middle goes, since the place and the branch tell firms apart."""
    if units(name) <= room:
        return name
    kept = room - 1
    tail = kept * 2 // 5
    head = kept - tail
    return f"{_start(name, head)}…{_start(name[::-1], tail)[::-1]}"


def _start(text: str, room: int) -> str:
    """As many characters as fit; one that takes two units is not cut."""
    while units(text) > room:
        text = text[: min(len(text) - 1, room)]
    return text


def _room_for_firm(message: str, language: str, filled: Mapping[str, str]) -> int:
    """What the other words leave of the segments a message may take; never less than what a name needs to be known by."""
    others = {**filled, "firm": ""}
    rest = units(_PLACE.sub(lambda place: others[place[1]], template(message, language)))
    room = MOST_SEGMENTS[language] * _USUAL.further_segments - rest
    return max(SHORTEST_FIRM, min(LONGEST_FIRM, room))


@cache
def template(message: str, language: str) -> str:
    """A text as it stands in its file. Raises WordingError."""
    if language not in LANGUAGES:
        raise WordingError(f"短信没有“{language}”的文本，现有：{'、'.join(LANGUAGES)}")
    if message not in MESSAGES:
        raise WordingError(f"没有短信“{message}”，现有：{'、'.join(MESSAGES)}")
    try:
        return (FOLDER / f"{message}.{language}.txt").read_text("utf-8").removesuffix("\n")
    except FileNotFoundError:
        raise WordingError(f"templates/sms/{message}.{language}.txt：没有这个文件") from None


def longest_values(message: str) -> dict[str, str]:
    """The longest reasonable values of a message's parameters."""
    return {name: PARAMETERS[name][1] for name in MESSAGES[message]}


def check() -> None:
    """Check every text as a genuine notice and as a template. Raises WordingError naming each file, place and reason."""
    names = {f"{message}.{language}.txt" for message in MESSAGES for language in LANGUAGES}
    problems = [f"templates/sms/{f.name}：没有这条短信" for f in sorted(FOLDER.glob("*")) if f.name not in names]
    for message in MESSAGES:
        for language in LANGUAGES:
            try:
                found = list(_problems(message, language, template(message, language)))
            except WordingError as error:
                problems.append(str(error))
            else:
                problems += [f"templates/sms/{message}.{language}.txt：{problem}" for problem in found]
    if problems:
        raise WordingError("\n".join(problems))


def _problems(message: str, language: str, text: str) -> Iterator[str]:
    places = _PLACE.findall(text)
    wanted = MESSAGES[message]
    yield from (f"{{{name}}}：不是这条短信的参数" for name in places if name not in wanted)
    yield from (f"{{{name}}}：缺少" for name in wanted if name not in places)
    yield from (f"{{{name}}}：只能出现一次" for name in set(places) if places.count(name) > 1)
    if set("{}") & set(_PLACE.sub("", text)):
        yield "花括号只用来写参数，如 {firm}"
    ends = [(found.start(), found.end()) for found in _PLACE.finditer(text)]
    if any(one[1] == other[0] for one, other in pairwise(ends)):
        yield "两个参数之间要有文字，否则无法报备"
    if not text.startswith("【{signature}】") or text.count("【") > 1:
        yield "必须以【{signature}】开头，正文不再用【】"
    if any(unicodedata.category(char) in {"Cc", "Cf"} for char in text):
        yield "只能有一行，不能有控制字符"
    words = _PLACE.sub(" ", text)
    yield from (f"“{word}”：网关会当作退订或指令，请改写" for word in forbidden(words))
    yield from (f"“{word}”：不能催促或威胁，请改写" for word in threats(words))
    must_say = _PROOF_MUST_SAY if message == "proof_code" else _MUST_SAY
    yield from (f"“{said}”：必须写明" for said in must_say[language] if said not in words.casefold())
    if not set(places) ^ set(wanted):
        yield from _too_long(message, language)


def _too_long(message: str, language: str) -> Iterator[str]:
    count = segments(render(message, longest_values(message), language), _USUAL)
    if count > MOST_SEGMENTS[language]:
        yield f"参数取最长时要 {count} 段，最多 {MOST_SEGMENTS[language]} 段"
