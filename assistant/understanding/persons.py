"""Of whom a piece of a message is said: of the one who writes or for whom is asked, or of somebody beside them."""

import re

from assistant.understanding.polarity import Clause, clause_at

_KIN = "妈|爸|老公|老婆|爱人|对象|媳妇|姐|哥|弟|妹|儿子|女儿|嫂|舅|姑|叔|表[姐哥弟妹]"
_OTHERS = re.compile(
    r"\W*(?:但是?|可是?|不过|而|然后|像|跟|和|听|看|那个?|这个?|另外|其他){0,3}(?:我们?|俺们?|咱们?)?"
    r"(?:单位|公司|厂里?|部门|车间|店里|村里?|班上?|隔壁|以前|之前|原来|几个|一个|有个|有的|好多|很多|好几个|的){0,3}"
    rf"(?:同事|别人|人家|他们|她们|旁人|工友|工人|员工|朋友|邻居|同学|室友|老乡|大家|有人|搭档|闺蜜|哥们|亲戚|师傅|网友|{_KIN})"
)
_WRITER = re.compile(
    rf"我(?!们|的?(?:单位|公司|厂|部门|车间|同事|朋友|工友|同学|邻居|老乡|闺蜜|亲戚|{_KIN}))|本人|自己|俺(?!们)"
)
_BOTH = re.compile(r"两个?人都?|我们?俩|我们两个?|夫妻|分别|各(?:自|能)|我[和跟]")


_FOR_ANOTHER = re.compile(
    rf"(?:帮|替|代|给)(?:我)?(?:他|她|{_KIN})(?:们)?(?:来)?(?:问|咨询|打听|查|看)|(?:问的是|是问|是帮)我?(?:{_KIN})"
)


def is_bystanders(parts: tuple[Clause, ...], start: int) -> bool:
    """Whether what stands at ``start`` is said of another, while the message elsewhere speaks of the one who writes.

    Where somebody asks for another, that other one counts and the writer is the bystander.

    Not where both of them ask: 我老婆辞职,我被裁,两个人都能领吗.
    """
    clause = clause_at(parts, start)
    if any(_FOR_ANOTHER.search(part.text) for part in parts):  # 我老公被裁了,我还在上班,帮他问的
        return _WRITER.match(clause.text) is not None and not re.match("我(?:帮|替|代|给)", clause.text)
    if not _OTHERS.match(clause.text) or _WRITER.search(clause.text[: start - clause.start]):
        return False
    rest = [part.text for part in parts if part is not clause] + [clause.text[start - clause.start :]]
    return any(map(_WRITER.search, rest)) and not any(map(_BOTH.search, rest))
