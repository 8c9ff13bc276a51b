"""Cleaning of typed text, and the two things looked for in every field: 不清楚, and personal numbers."""

import re

# Not NFKC: it would turn 10² into 102 and ½ into 1⁄2. Only what Chinese keyboards really produce is folded.
FOLD: dict[int, str | int | None] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
FOLD |= dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD), None)
FOLD |= dict.fromkeys(map(ord, "−–—‐‑"), "-")
FOLD |= {ord("。"): ".", ord("￥"): "¥"}  # 。 is what the key for “.” types in a Chinese input method

NUMERALS: dict[int, str | int | None] = dict(
    str.maketrans(
        "壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟萬億〇○圆圓塊點兩個負",
        "一二二三三三四五六六七八九十百千万亿零零元元块点两个负",
    )
)
NUMERALS |= {ord("俩"): "二", ord("倆"): "二", ord("仨"): "三", ord("廿"): "二十", ord("卅"): "三十"}
SPOKEN_DIGITS = str.maketrans("零一二两三四五六七八九幺", "012234567891")

_NOT_SURE = re.compile(
    r"(?:我|俺|也|这个?|还|真的?|暂时|目前|实在|都|呃|额|嗯|哎呀|唉| )*"
    r"(?:(?:不|弄不|搞不|说不|讲不|记不|分不|拿不)(?:太|大|是很|怎么|很)?(?:清楚?|知道|确定|晓得|记得|了解|准|得|定|好说)"
    r"|(?:全|都)?忘(?:记|掉)?(?:了|光了|咯)|(?:没|冇|没得|没什么)(?:啥)?(?:把握|印象|数)|未知|不知|不详|唔知(?:道)?|唔清楚|唔记得"
    r"|晓不得|不好说|说不好|不敢(?:确定|肯定)|不能(?:确定|肯定)|(?:想|记)不起来?|(?:谁|哪|哪里|鬼)(?:知道|晓得|记得))"
    r"(?:了|啊|呢|呀|哦|喔|耶|哎|咯|嘛|哈|唉|的|诶|欸|~)*"
    r"|unknown|unsure|dunno|idk|no (?:idea|clue)"
    r"|(?:i'?m |i am )?not (?:really |quite |so |too )?(?:sure|certain)|notsure"
    r"|(?:sorry,? )?(?:i )?(?:really )?"
    r"(?:(?:don'?t|do not) (?:really )?(?:know|remember|recall)|can'?t (?:remember|say|tell|recall)|forgot|have no idea)",
    re.IGNORECASE,
)

ISO_DATE = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])")
POINTED_PHONE = re.compile(r"(?<=[0-9]{3})\.([0-9]{4})\.(?=[0-9]{4})")
DIGIT_JOINT = re.compile(r"(?<=[0-9]) ?-? ?(?=[0-9xX])")
PERSONAL = re.compile(
    r"[0-9]{15,}"  # a bank card (16-19) or an ID number (18, or 15 of the old kind; the last may be X)
    r"|(?<![0-9])[1-9][0-9]{16}[xX]"
    # A mobile number; an amount says 元 or 万 or has decimals, and is then an amount.
    r"|(?<![0-9])(?:\+?(?:00)?86)?1[3-9][0-9]{9}(?![0-9]|\.[0-9]|元|块|万)"
    r"|(?<![0-9])0[0-9]{9,11}(?![0-9])",  # a landline with its area code
)


def clean(text: str) -> str:
    """Return ``text`` with full-width characters folded, invisible ones dropped, white space collapsed."""
    return " ".join(text.translate(FOLD).split())


def strip_stops(text: str) -> str:
    """Return cleaned ``text`` without the punctuation that closes a sentence (a question mark stays)."""
    return text.rstrip(" .,!;、")


def fold_numerals(text: str) -> str:
    """Return cleaned ``text`` with formal, traditional and contracted numerals (壹, 萬, 仨, 廿) made plain.

    Spaces that touch a character other than a digit, comma or point go; those between digits stay, because
    “1 000” is a thousand and “1 2” is nothing.
    """
    return re.sub(r"(?<=[^0-9,.]) | (?=[^0-9,.])", "", text.translate(NUMERALS))


def is_not_sure(text: str) -> bool:
    """Say whether the whole answer is a way of saying 不清楚 / 不知道 / 不确定 (“I do not know”)."""
    return _NOT_SURE.fullmatch(strip_stops(clean(text))) is not None


def holds_personal_number(text: str) -> bool:
    """Say whether ``text`` holds what looks like an ID number, a bank card or a phone number.

    Groups parted by a space, a hyphen or (3.4.4) points count as one number; so do digits spelled in Chinese.
    """
    digits = clean(text).translate(NUMERALS).translate(SPOKEN_DIGITS)
    digits = ISO_DATE.sub("日期", digits)
    digits = POINTED_PHONE.sub(r"\1", digits)
    return PERSONAL.search(DIGIT_JOINT.sub("", digits)) is not None
