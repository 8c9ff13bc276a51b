"""Plain yes and plain no, in everyday wording, English and some dialects. What hedges (好像有, 是吧) is neither."""

import re

from assistant.interview.parsing.text import clean

_TRADITIONAL = str.maketrans("沒無對嗎係過辦領還從並", "没无对吗系过办领还从并")

_LEAD = (
    r"(?:我们?|俺们?|单位|公司|这个|那个|那|当然|肯定|必须的?|确实|的确|真的?"
    r"|嗯|恩|哦|噢|啊|额|呃|哎|诶|都|也|[ ,、])*"
)
_TAIL = r"(?:[的得地滴哒嘞哩啊呀哦喔噢呢嘛哈哟诶欸耶咯喽啦了呐捏撒噻哎哇]|~|[ ,.!;、])*"
_LONGEST = 30
_BREAK = r"[的啊呀哦呢嘛哈了 ,.!;、]+"
_DONE = "领|办|交|缴|查|登记|享受|申请|参加|报|补|做|有|拿|欠|裁|上"
_YES = re.compile(
    rf"{_LEAD}(?:(?:是|有|对|对头|没错|正确|属于|嗯|恩|系|有过|是有|确实是?|当然|肯定|必须|√|✓"
    r"|中|要得|行|好|成|可以|能|会|在|愿意|同意|没问题|ok|okay"
    rf"|(?:已经)?(?:{_DONE})(?:过了?|了|到了?|得到)){_TAIL})+",
    re.IGNORECASE,
)
_NO = re.compile(
    rf"{_LEAD}(?:(?:否|不|不是|不对|不属于|不在|不能|不会|不可以|不行|不中|不愿意|不成|错|无|×|✗"
    r"|没|没有|没有过|没得|没的|莫得|冇|冇有|木有|木得|唔系|唔是|弗是|勿是|不系|并没有?|并不是?"
    r"|还没有?|还未|暂无|(?:暂时|目前|现在|从来|一直)没有?过?|从没|从未|一[次个回]都?(?:没有?|冇)"
    rf"|(?:还|从来?|并|都|根本|也)?(?:没有?|未|冇|木有)(?:{_DONE})过?)(?:{_TAIL}$|{_BREAK}))+",  # 不是没有 is no no
    re.IGNORECASE,
)
_ENGLISH_YES = re.compile(
    r"(?:(?:y|yes|yep|yeah|yup|yea|aye|sure|true|correct|right|of course|definitely|certainly|absolutely|exactly"
    r"|indeed|ok|okay|(?:it|that|they) (?:is|does|are)|that'?s right|i (?:do|did|have|am|was|can|will))[ ,.!]*)+",
    re.IGNORECASE,
)
_NOT = r"(?:am not|'m not|(?:do|did|have|was|can|would|ha[sd])(?:n'?t| not)|can'?t|won'?t|cannot|never (?:did|have))"
_ENGLISH_NO = re.compile(
    rf"(?:(?:n|no|nope|nah|never|none|false|not yet|not at all|not really|of course not|i ?{_NOT}"
    r"|(?:it|that) (?:isn'?t|doesn'?t|is not|does not))[ ,.!]*)+",
    re.IGNORECASE,
)


def yes_or_no(text: str) -> bool | None:
    """Return what a whole answer says if it is a plain yes or a plain no, else None: 有的, 对头, 没得, yep, nope."""
    word = clean(text).translate(_TRADITIONAL)
    if len(word) > _LONGEST:
        return None
    yes = bool(_YES.fullmatch(word) or _ENGLISH_YES.fullmatch(word))
    no = bool(_NO.fullmatch(word) or _ENGLISH_NO.fullmatch(word))
    return None if yes == no else yes
