"""Whether a message asks, and in which of its clauses."""

import re

from assistant.understanding.wording import plain_wording

_TELLS = re.compile(
    r"[我俺咱了过没是有在不]|[交缴](?!费?(?:比例|基数|标准|费率))|\b(?:i|we|my|our|am|is|was|have|has|had)\b"
)
_CLAUSE = re.compile(r"(?:[^,.;!? ]|(?<=[\x21-\x7e]) (?=[\x21-\x7e]))+[?]*")  # people part clauses by blanks, too
_ASKS = re.compile(
    r"[?？]|[吗嘛呢咋怎谁]|(?<!什)么|(?<!没)(?<!没.)(?<!不清是)啥|哪(?!怕)|为何|为什么|干嘛|(?<!没)(?<!没.)(?<!没有)(?<!没..)(?<!不清是)什么|如何|是否|多少|多久|多长|多大|几(?!个人|千|百|万|十)|几个?月|"
    r"(?P<verb>[一-龥])(?:不|没)(?P=verb)|(?P<word>[一-龥]{2})(?:不|没)(?P=word)|"
    # 过期没有, 批下来没得: whether it has come to pass; 一个都没有 tells
    r"(?:期|消|变|改|束|停|到|发|来|批|过|返|补|给|领|完|了|账|成|好)没(?:有|得)?[啊呀呢]?(?:$|[.;! ])|"
    # a wish to be told or reckoned is a question without a mark
    r"(?:帮|给|替|再)(?:我|我们|咱)?.{0,4}算(?!是|了|数)|算(?:一?下|一?遍|一算|算看)|(?:发|拿|给|念|找).{0,5}(?:我|俺|咱).{0,2}(?:看|瞧|听)|^算.{0,4}个?人的|"
    r"教教?我|教一?下|讲讲|讲一下|说说(?!的)|说一下|介绍(?:一下|下)|解释(?:一下|下)|"
    r"能否|可否|可不可以|应不应|影响不|还有没|"
    r"(?:能|可以|会|行|算|够|给|有|要|认|影响|得了|补|返|发|退|领|享受|符合|是|对|超标|到账)[^,.;!]{0,8}"
    r"(?:不|没|没有|没得|不了|无|伐|咩)[了啊呀哦呐]?(?:$|[,.;! ])|"
    r"能[^,.]{0,4}不能|想问|问一下|问下|请问|咨询|想知道|想了解|打听|告诉我|查一下|看看我|帮我看|帮我算|点领|几多|好多|几时|冇得|有没得|没戏|有戏|还是(?!没|不|要)|几[千百](?:块|元)?(?:$|[,.?])|对吧|吧$|"
    r"\b(?:what|how|when|where|why|who|which|can|could|does|do (?:i|we|you|they)|is|are|am i|may|will|should|possible)\b|"
    r"\b(?:please|pls|work out|calculate|tell me|show me)\b"
)


def asks(folded: str) -> bool:
    """Whether the message asks something, by its words or its marks."""
    return _ASKS.search(folded) is not None or "吗" in plain_wording(folded)


def tells(folded: str) -> bool:
    """Whether a message that asks nothing says how things are: more than the name of something."""
    return _TELLS.search(folded) is not None


def told_clauses(text: str) -> list[tuple[int, int]]:
    """Where the clauses are that only tell, if others ask; else none."""
    clauses = [found.span() for found in _CLAUSE.finditer(text)]
    told = [(start, end) for start, end in clauses if not asks(text[start:end])]
    return told if len(told) < len(clauses) else []
