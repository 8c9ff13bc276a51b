"""Numbers that belong to something else: levels, clauses, documents, ages, hotlines, addresses, clock times."""

import re

from assistant.understanding.quantities.numbers import NUMBER
from assistant.understanding.quantities.source import Source

_N = NUMBER
_OTHERS = (
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+",
    r"\*{2,}",
    r"(?<![0-9])(?:12333|12345|12366|12329|12348|12315|10086|10010|95[0-9]{3})(?![0-9])|(?:打|拨|电话|热线|客服)10000(?![0-9])|(?:打|拨|拨打|报)1[12][0-9](?![0-9])",
    # 第38条第2款, 第三次; 〔2024〕165号, 40号文件
    r"第[0-9零一二两三四五六七八九十百]+(?:条|款|项|号|次|个|批|年度?|季度|期|回|遍|章|页|步|类|档|点|题|项|份|本|张|家|位|名)?",
    r"[〔\[【(]20[0-9]{2}(?:年)?[〕\]】)](?:第)?[0-9]*(?:号)?",
    r"(?<![0-9月])[0-9]{1,4}号(?:文|令|公告|通知|文件|函|楼|线|窗|机|厅|门|院|店|厂|车|路|大院|公馆|柜|员工)",
    r"头[一二两]?[次回]|(?:上|下|这|那|再|每|首|末|某)[一二两]?[次回]",
    "上年纪|前天天|后天天|[证申声]明年",
    # per month, per year: 一个月领多少, 一年能领几次, 一年一次
    r"(?<![了满差有够剩第过近交缴干])一(?:个月|年)(?=能|可以|可|领|拿|给|发|多少|几|才|[一二两三][次回]|[0-9一二两三四五六七八九][0-9百千])",
    # levels: 三级, level 3, 3级工; not 三级 of 三级以上 alone, which is a level too
    r"(?:level|grade|class)[ -]?(?:[0-9]|one|two|three|four|five)\b|[0-9一二三四五六七八九十]{1,2}级",
    # ages: 今年58了, 满50岁, 18 years old, aged 50
    rf"(?:年?满|刚|快|今年|都|已经|虚|周)?(?:{_N})(?:多|几|来)?周?岁|[1-9][0-9][ -]years?[ -]old|aged? [1-9][0-9]",
    r"(?:今年|我都?|他都?|她都?|爸|妈|老公|老婆|都|已经|马上|快要?)(?:[2-7][0-9]|[二三四五六七]十[一二三四五六七八九]?)(?=了|[,，。;?!]|$)",
    r"[2-7][0-9](?=退休)",
    # N+1 of dismissals, the insurances, sayings
    r"(?<![a-z])[2n]\+[0-9]|(?<![a-z0-9])2n(?![a-z])|[三五]险[一二两]金|[三五]险|[一二两]金(?=[,，。;?!]|$)|[四五]险",
    r"(?<![0-9零一二两三四五六七八九十百千万])(?:一次性|一回事|[两二]回事|一下子?|一点儿?|一般|一样|一直|一起|一些|一定|一旦|一共|一律|统一|唯一|万一|千万(?![元块])|十分|百分百"
    r"|一个样|一系列|四川|三亚|九江|六安|十堰|百度|七台河|六盘水|五通|三门峡|一五一十|一家人|一边|一方面|之一|一面|一切|一时|一趟趟)",
    r"[0-9零一二三四五六七八九十]+分之[0-9零一二三四五六七八九十]+",
    # clock, weight, length, storeys; days and hours, which no fact asks for
    r"[0-9]{1,2}:[0-9]{2}|(?:早上|上午|下午|晚上|中午|凌晨)[0-9一二两三四五六七八九十]{1,3}点半?",
    rf"{_N}(?:小时|分钟|秒|点钟|公里|千米|公斤|斤|米|平方?|楼|层|栋|单元|室|寸|升|度|倍|折|路公交|路车|线)",
)  # fmt: skip
_BLOCKED = re.compile("|".join(_OTHERS))
# 6,1000 and 300 000; dates in an order that nobody can tell, once those that can be told are taken.
_NOT_GROUPED = re.compile(r"(?<![0-9.])[0-9]+(?:,[0-9]+)+")
_BLANKS = re.compile(r"(?<![0-9.])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_LEFT_OVER = re.compile(
    r"[0-9]+([/.-])[0-9]+\1[0-9]+|[0-9]+/[0-9]+|[0-9]{1,2}[-~到至][0-9]{1,2}月|(?<![0-9])(?:19|20)[0-9]{2}[-~到至](?=(?:19|20)[0-9]{2})"
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_FOREIGN = re.compile(rf"\$ ?{_N}|{_N}(?:万|千|百)? ?(?:美元|美金|港币|港元|欧元|日元|台币|英镑|卢布|usd\b|dollars?\b)")


def take_others(source: Source) -> None:
    """Take what looks like a quantity and is none; 6,1000 too, of which nobody can say what was meant."""
    for pattern in (_BLOCKED, _FOREIGN, _BLANKS):
        for found in source.search(pattern):
            source.take(*found.span())
    for found in source.search(_NOT_GROUPED):
        if not _GROUPED.fullmatch(found[0]):
            source.take(*found.span())


def take_left_over(source: Source) -> None:
    """Take what looked like a date and was none, so that its parts are no numbers."""
    for found in source.search(_LEFT_OVER):
        source.take(*found.span())
