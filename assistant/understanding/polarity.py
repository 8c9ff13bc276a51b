"""How a piece of a message is meant: said, denied, supposed, asked, planned, hedged, or taken back.

Offsets are those of the string given, which is ``Text.folded`` as a rule. A comma, a stop and a 但是 part clauses; within a
clause, what follows 没 is denied, what follows 打算 is planned, what follows 能不能 is asked, and so on. 如果 reaches on to
the end of its sentence.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, Protocol, TypeVar

Polarity = Literal["said", "denied", "supposed", "asked", "planned", "hedged", "unclear"]

_STOP = re.compile(r"[。；;！!？?…\n]+|\.(?![0-9])|(?<![0-9])\.")
_COMMA = re.compile(r"[，,](?![0-9]{3}(?![0-9年月日号]))|——|(?<=[一-鿿]) +(?=[一-鿿])")
_CONNECTIVE = re.compile(
    r"(?:但是|但(?![凡愿])|不过(?!去)|可是|然而|然后|而且|并且|后来|所以|因为|结果(?!出)|只是(?!在)|另外|还有(?=[,，我])|其实|实际上?是?)"
    r"|\b(?:but|and|because|so|then|however|although|though|while|given that"
    r"|(?:after|having|since)(?= (?:i|we|my|our|paying|paid|working|being|having)\b))\b",
    re.IGNORECASE,
)

# 能领吗我没领过: people who do not punctuate still close a question with a particle.
_RUN_ON = re.compile(r"(?<![什怎那这要多])[吗么](?=[我俺没社交是在有])|(?<=[领行能补以])[啊呢](?=[我俺没社交])")
_NOT_BUT = re.compile(r"不是[^，,。；;是]{1,14}?(?<![不就还要但可只正于])(而?是)")

_SUPPOSED = re.compile(
    r"(?<![主只重需想])要是|假装|装作|谎称|冒充|谎报|如果|假如|假若|假设|倘若|万一|若是|要不是|比如|例如|譬如|打个?比方|举个?例子|假定|但凡|凡是|只要(?=[^,;.?]{1,16}(?:就|都|便))|即便|即使|就算|哪怕"
    r"|\b(?:if|in case|suppose|supposing|assuming|pretend\w*|fak(?:e|ing))\b",
    re.IGNORECASE,
)
_SUPPOSED_BEFORE = re.compile(r"(?<![说讲电])的话(?![费务题筒语])|的时候能|时能不能")
_FACTUAL_AGAIN = re.compile(r"^\W{0,8}(?:我(?:自己)?(?:现在)?(?:是|的情况)|现在我|其实|实际|事实上|不过|但)")
_PLANNED = re.compile(
    r"(?:打算|计划|下个?月(?![0-9])|下周|下星期|明年(?!还|能)|过几天|准备(?!好)|想要?(?!起|不|问|知道|咨询|了解|请问|申请|申领|领|查|确认|搞|弄|请教|打听|求|办理|报销)|考虑|犹豫|将来|以后|快要|即将"
    r"|马上要|(?<!现)正?在(?:考(?!的|了|下|出|到|过)|备考|学)|报考|报名|备考|(?<![需不])要去?(?:考|学|报|升)|(?<![需不主只重])要(?:[跟和与对]我们?(?:协商|谈|解除|签|提)|把我|关门|倒闭|破产|搬走))(?!申请|申领|领)"
    r"|\b(?:want to|plan(?:ning)? to|going to|hope to|preparing|studying|about to|would like to)\b"
    r"(?! (?:know|ask|apply|claim|check))",
    re.IGNORECASE,
)
# 听说…, 群里说…; 要…才行: what people tell of others, or what a rule asks, is said of nobody here.
_HEARSAY = re.compile(
    r"(?:听说|据说|(?:别人|人家|群里|网上|网友|朋友|同事|有人|大家|抖音上?|视频里?|邻居)(?:都|也|跟我|和我|给我)?(?:说|讲|传))(?!我|你)"
    r"|\b(?:i(?:'ve| have)? heard|people say|someone said|they say)\b",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"(?:(?<![只主不想重])要|必须|需要?|只有|除非|得)[^,;.?我]{1,20}才(?:行|能|可以|给|算|有|会|领|返|发|够|符合)"
)
_HEDGE = re.compile(
    r"好像|可能(?!性)|也许|大概(?=[是有没领办])|估计|似乎|貌似|印象中|说不定|应该是|应该(?=[有没在算属]|领过|办|交)|"
    r"\b(?:maybe|perhaps|probably|possibly|i think|i guess|might)\b",
    re.IGNORECASE,
)
_HEDGED_END = re.compile(
    r"(?:吧(?:应该|可能|好像|大概)?|(?<=[^不])(?:应该|好像|大概|可能|估计|貌似|印象中)(?:是)?(?:吧)?)[啊呢 ,，.。!！?？;；]*$"
)
_NOT_KNOWN = re.compile(
    r"(?:不|唔)(?:太|大|是很)?(?:知道|清楚|确定|晓得|懂|明白|了解)|忘了|(?:记|弄|搞|说|分|拿)不(?:太)?(?:清楚?|准|得|懂|明白|定)|没搞懂|不明白"
    r"|\b(?:don'?t|do not|not) (?:know|sure|remember|understand)\b|\bunsure\b|\bwhether\b",
    re.IGNORECASE,
)

_A_NOT_A = re.compile(
    r"([一-鿿])([不没])\1(?![一-鿿]*过[,，。])|有没有|是否|能否|可否|有无|算不算|符不符合|可不可以|愿不愿意|需不需要|还是(?=.*[?？吗呢]|[一二三四五]级|没)"
)
_MODAL_FIRST = re.compile(r"需要|必须|(?<![只主不])要(?=[有先是交办满够领到在])|得先|是不是")
_MODAL = re.compile(r"能|可以|会(?!计|展|员)|要(?!是)|算(?!了)|该|行(?![业政])|有(?!限)|还|属于|符合|影响|给(?!我)|够")
_ASKING = re.compile(
    r"多少|多久|多长|怎么(?!(?:会|还|又|也|就|都|突然)*(?:在|被|进了?|列|上了?)[^,;.?]{0,8}(?:名单|名录|黑))|怎样|咋|如何|什么|啥|为什么|为何|哪|几(?=[个级次年月号天本种类等千百块])|谁|几时|凭什么|干嘛"
    r"|\b(?:how|what|where|which|who|why|when (?:can|do|does|will|is|are|should|must))\b",
    re.IGNORECASE,
)
_DONE_OR_NOT = re.compile(r"[了过到好]没(?:有|得)?$")
_FINAL = re.compile(r"[吗么咩]$|[^也都还就并]不$|[了过到好有]没(?:有|得)?$|啵$|伐$")
# 打零工算重新就业吗: asks what a thing counts as, and says of nobody that it is so.
_WHAT_IS = re.compile(r"算不算|(?<![打计预合])(?:算|属于|视为|叫)[^,]{1,10}[吗不么]$|是不是(?:算|属于)")
_TAG = re.compile(r"(?:对|是|行|好|可以|没错)[吗吧么]$|是不是$|对不对$|right$")
_ENGLISH_QUESTION = re.compile(
    r"^\W{0,8}(?:hi|hello|please|and|but|so|or)?\W{0,8}(?:can|could|do|does|did|am|is|are|will|would|should|may|have|has|must)\s+(?:i|we|my|it|the|they|this|there)\b",
    re.IGNORECASE,
)

_NOT_NEGATING = re.compile(
    r"不但|不仅|不光|不只|不止|不过|不好意思|不管|不论|无论|不得不|差不多|对不起|不一定|要不要?|不错|不久|不断|不同|不知道|不晓得|不清楚|"
    r"联系不[上到]|打不通|开不下去|撑不下去|(?:经营|做|干|熬|过|待)不下去|转不[动开]|发不[出起]|招不[到满]人?|(?:生意|效益|行情|经济|市场|形势|收成)(?:特别|很|太|也|一直|都)?不(?:太|大|怎么)?(?:好做|好|景气|行|佳|理想)|不景气|(?:订单|人手|资金)不(?:足|够)"
    r"|(?<=[单作活司厂店子意])没了|没错|没问题|没事|没关系|没想到|没多久|没办法|无锡|无忧|无业|无固定期限|无人机|无非|无条件|无损|无菌|无线|无为|无极|无棣"
    r"|未来|未婚|未成年|别人|别的|级别|类别|性别|特别|区别|分别|识别|判别|辨别|离别|告别|鉴别|个别|找不到工作|没找到|没工作|没上班|没班上|没活"
    r"|no\.|no matter|not only|nothing else|non-"
)
_NEGATOR = re.compile(
    r"没有?(?:再|怎么|去|在|被|给我|给)?|不(?:再|用|需要|必|能|会|想|愿意?|肯|是|在|给|让|属于|算)?|未(?:曾|能|被)?|从未|别|无|并非|冇|木有|没得"
    r"|\b(?:not|never|nobody|no|without|none|nor|neither|hardly)\b|n't\b",
    re.IGNORECASE,
)
# 没上班交了两年: what follows one of these is no longer denied.
_NEGATION_ENDS = re.compile(
    r"[、/被把]|的(?=(?:小|大|普通)?(?:律所|律师|公司|单位|企业|厂|个体|协会|商会|学校|医院|养老院|会计|基金会|店))|没(?=有?(?:裁|欠|断|漏|拖|注销|吊销|失信|违))|(?<=[业单司户])(?:也|更)?不是|我司|(?:我们|咱们?)(?:公司|单位|厂|所|店)|就|却|还|也(?!没)|才|都(?!没)|又|直接|(?<=[过了证])(?:交|缴|考|拿)了|\b(?:but|though|just|only)\b",
    re.IGNORECASE,
)
_REACH = 16  # characters that 没 reaches at most
_ENGLISH_REACH = 48
_LONGEST_END = 16  # characters that tell an end, those that are only looked at included
_LONGEST = 240  # characters of a clause: nobody's is longer, and within one each word is looked at with all the others

_CORRECTS = re.compile(
    r"^\W{0,8}(?:哦|噢|啊|呃|额|哎|诶|唉|不好意思|抱歉|对不起)*\W{0,8}(?:不对|不是(?![没不])|(?:我)?(?:刚才?|刚刚|前面|上面)?(?:说|写|打|记|弄|搞|看)?错(?:了|啦)?|应该是|应为|更正|改一下|口误|笔误|准确(?:地|来)?说|确切(?:地)?说"
    r"|(?:sorry|actually|i mean(?:t)?|correction|rather|no)\b)",
    re.IGNORECASE,
)
_CORRECTED_WITHIN = re.compile(
    r"(?:说|写|打|记|弄|搞)错了|哦?不对|而是|应该是|应为|not [^,]{1,30} but\b|instead of|i meant?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reach:
    """A stretch of the message that is meant in one way."""

    start: int
    end: int
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its offsets, its text, whether it asks, whether it takes back what came before, and what reaches into it."""

    start: int
    end: int
    text: str
    question: bool
    corrects: bool  # 错了,是四级: a later value of the same fact stands in place of an earlier one
    reaches: tuple[Reach, ...]

    def polarity_at(self, start: int) -> Polarity:
        """How what stands at ``start`` is meant. Denied twice over is unclear."""
        here = [reach.polarity for reach in self.reaches if reach.start <= start < reach.end]
        for polarity in ("planned", "supposed", "asked"):
            if polarity in here:
                return polarity
        denials = here.count("denied")
        if denials > 1 or (denials and "hedged" in here):
            return "unclear" if denials > 1 else "hedged"
        return "denied" if denials else "hedged" if "hedged" in here else "said"


def _cuts(text: str) -> tuple[list[int], list[int]]:
    """Where clauses end, and where sentences do."""
    stops = [match.end() for match in _STOP.finditer(text)]
    commas = [match.end() for match in _COMMA.finditer(text)]
    before = [match.start() for match in _CONNECTIVE.finditer(text)]
    before += [match.start(1) for match in _NOT_BUT.finditer(text)]
    before += [match.end() for match in _RUN_ON.finditer(text)]
    ends = sorted({*stops, *commas, *before, len(text)} - {0})
    return list(_with_more(text, ends)), sorted({*stops, len(text)})


def _with_more(text: str, ends: Iterable[int]) -> Iterator[int]:
    """The ends, and between two that are too far apart some more, at a blank if there is one."""
    start = 0
    for end in ends:
        while end - start > _LONGEST:
            start = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST) + 1 or start + _LONGEST
            yield start
        yield end
        start = end


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a message, in order; together they are the whole of it."""
    ends, sentence_ends = _cuts(text)
    found: list[Clause] = []
    start, supposed_until = 0, 0
    for end in ends:
        body = text[start:end]
        if supposed_until > start and _FACTUAL_AGAIN.match(body):
            supposed_until = start
        if match := _SUPPOSED.search(body):
            sentence = sentence_ends[bisect_left(sentence_ends, end)]
            reaches = [Reach(start + match.start(), end, "supposed")]
            begun = sentence
        else:
            reaches = [Reach(start, end, "supposed")] if supposed_until > start else []
            begun = supposed_until
        question, more = _within(body)
        reaches += [Reach(start + r.start, start + r.end, r.polarity) for r in more]
        corrects = bool(_CORRECTS.search(body) or _CORRECTED_WITHIN.search(body))
        found.append(Clause(start, end, body, question, corrects, tuple(reaches)))
        start, supposed_until = end, begun
    return tuple(found)


def _within(body: str) -> tuple[bool, list[Reach]]:
    """Whether a clause asks, and what reaches from where to where in it."""
    end = len(body)
    reaches: list[Reach] = []
    if match := _SUPPOSED_BEFORE.search(body):
        reaches.append(Reach(0, match.start(), "supposed"))
    if match := _PLANNED.search(body):
        reaches.append(Reach(match.start(), end, "planned"))
    reaches += [Reach(match.end(), end, "supposed") for match in [_HEARSAY.search(body)] if match]
    reaches += [Reach(*match.span(), "supposed") for match in [_MUST.search(body)] if match]
    reaches += [Reach(match.start(), end, "hedged") for match in [_HEDGE.search(body)] if match]
    asked = _asked_from(body)
    if asked is not None:
        reaches.append(Reach(asked, end, "asked"))
    elif _HEDGED_END.search(body):
        reaches.append(Reach(0, end, "hedged"))
    reaches += _negations(body)
    return asked is not None, reaches


def _asked_from(body: str) -> int | None:
    """From where on a clause asks, or None: 没领过|能领吗, 三级|多少钱, |领过没有."""
    core = body.rstrip(" ,，.。!！?？;；\n呢啊呀")
    marked = "?" in body or "？" in body
    if _ENGLISH_QUESTION.match(body):
        return 0
    if tag := _TAG.search(core):
        return tag.start()
    if _WHAT_IS.search(core) and not re.search("[我俺了]", core):
        return 0
    starts = [
        m.start()
        for m in (
            _ASKING.search(core),
            _A_NOT_A.search(core),
            _MODAL_FIRST.search(core) if marked or _FINAL.search(core) else None,
        )
        if m
    ]
    unknown = _NOT_KNOWN.search(core)
    if unknown:
        return 0 if unknown.end() == len(core) or unknown.end() > len(core) - 2 else min([unknown.start(), *starts])
    if _DONE_OR_NOT.search(core):
        return 0
    final = _FINAL.search(core) is not None
    asks = bool(starts) or marked or final
    if not asks:
        return None
    if final or (marked and not starts):
        modals = [m.start() for m in _MODAL.finditer(core)]
        starts += modals[-1:]
    return min(starts) if starts else 0


def _negations(body: str) -> list[Reach]:
    """What each 没, 不, never reaches: up to the end of the clause, a new predicate, or too many characters."""
    idle = [match.span() for match in _NOT_NEGATING.finditer(body)]
    reaches = []
    for match in _NEGATOR.finditer(body):
        if any(start <= match.start() < end for start, end in idle):
            continue
        if match.start() and body[match.start() - 1 : match.end() + 1] and _is_a_not_a(body, match):
            continue
        reach = _ENGLISH_REACH if match[0].isascii() else _REACH
        # No farther than it can matter: a message may be one clause of hundreds of negators.
        stop = _NEGATION_ENDS.search(body, match.end(), match.end() + reach + _LONGEST_END)
        end = min(len(body), match.end() + reach, stop.start() if stop else len(body))
        reaches.append(Reach(match.start() + 1, end, "denied"))
    return reaches


def _is_a_not_a(body: str, match: re.Match[str]) -> bool:
    """Whether 没 or 不 stands between the same two characters (能不能), or in 查不到, 对不上: no denial of what follows."""
    before, after = body[match.start() - 1], body[match.start() + 1 : match.start() + 2]
    return before == after


_START = attrgetter("start")


def polarity_at(parts: tuple[Clause, ...], start: int) -> Polarity:
    """How what stands at ``start`` of the message is meant."""
    return clause_at(parts, start).polarity_at(start)


def clause_at(parts: tuple[Clause, ...], start: int) -> Clause:
    """The clause in which ``start`` lies."""
    return parts[place_at(parts, start)]


def place_at(parts: tuple[Clause, ...], start: int) -> int:
    """The place among ``parts`` of the clause in which ``start`` lies. Raises ValueError outside the message."""
    if not (parts and 0 <= start < parts[-1].end):
        raise ValueError(start)
    return bisect_right(parts, start, key=_START) - 1


class Placed(Protocol):
    """Something that stands somewhere in a message."""

    @property
    def start(self) -> int:
        """Where it begins."""


_P = TypeVar("_P", bound=Placed)


def standing(parts: tuple[Clause, ...], values: Iterable[_P]) -> list[_P]:
    """The values of one fact without those that a later clause takes back: of 三级,错了,是四级 the last."""
    rest = sorted(values, key=lambda value: value.start)
    for clause in reversed(parts):
        if not clause.corrects:
            continue
        cut = clause.start
        within = _CORRECTED_WITHIN.search(clause.text)
        if within and any(clause.start <= v.start < clause.start + within.start() for v in rest):
            cut = clause.start + within.start()
        if any(value.start >= cut for value in rest):
            return [value for value in rest if value.start >= cut]
    return rest
