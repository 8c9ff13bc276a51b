"""Everyday and dialect words that ask the same thing, made one: 咋个领, 如何申领 and 怎样领取 are 怎么领.

For comparing only: places in the text are lost.
"""

import re
from typing import Final

_SAME: Final = {
    "怎么": ("咋个", "咋样", "咋", "怎样", "怎么样", "如何", "点样", "点解", "怎个"),
    "什么时候": ("啥时候", "啥时", "几时", "何时", "哪天", "什么时间", "啥时间", "哪时候", "么时候"),
    "哪里": ("哪儿", "哪块儿", "哪块", "哪搭", "啥地方", "什么地方", "哪个地方", "哪边", "哪头", "何处"),
    "什么": ("啥子", "啥", "哪样", "么子", "么事"),
    "为什么": ("为啥子", "为啥", "为何", "凭啥", "凭什么", "干嘛", "干吗", "咋回事", "怎么回事", "是咋"),
    "多少": ("几多", "好多", "几少"),
    "我们": ("俺们", "咱们"),
    "我": ("俺", "咱", "本人"),
    "没": ("没有", "没得", "莫得", "木有", "冇得", "冇", "未曾", "未"),
    "能": ("可不可以", "能不能", "能否", "可否", "可以", "能够", "是否能", "是否可以", "能不"),
    "领": ("申领", "领取", "享受", "拿到", "领到", "拿", "享受到"),
    "补贴": ("补助", "津贴", "奖补", "补帖", "补贴款"),
    "知道": ("晓得", "清楚"),
    "证": ("证书", "证件"),
    "缴": ("交", "缴纳", "交纳"),
    "账": ("帐",),
    "厂": ("厂里", "厂子", "工厂"),
    "工作": ("上班", "干活", "做工", "打工"),
    "辞退": ("炒鱿鱼", "开除", "裁掉", "炒", "裁", "解雇", "优化"),
}
_TO: Final = {said: same for same, words in _SAME.items() for said in words}
_WORDS: Final = re.compile("|".join(map(re.escape, sorted([*_TO, *_SAME], key=len, reverse=True))))
_ASKED: Final = re.compile(r"(?:么|嘛|不啊|不呢|不呀|没啊|没呢|(?<=[^,.?!; ])[不没])(?=[,.?!; ]|$)")


def plain_wording(folded: str) -> str:
    """Return the text in the commonest words; a closing 不, 没 or 么 asks and is 吗."""
    return _WORDS.sub(lambda found: _TO.get(found[0], found[0]), _ASKED.sub("吗", folded))
