"""The sentences that an agent's script is made of: kind, short, to be said. What a notice says comes from the report."""

from typing import Final

from assistant.rules.texts import Words

PRELIMINARY: Final = Words(
    "还有问题没有问完，我先把现在能说的跟您说一下，这还不是最后的结果。",
    "Some questions are still open, so let me tell you what can be said by now; it is not the final result yet.",
)
OTHER_DAY: Final = Words(
    "先说清楚，这是按 %(as_of)s 那一天算的，不是按今天算的。",
    "To be clear: this is calculated as of %(as_of)s, not as of today.",
)
VERDICTS: Final = {
    "eligible": Words(
        "按您说的情况，这份文件写明的条件您都符合，可以享受。",
        "From what you told me, you meet every condition that the notice states: you qualify.",
    ),
    "ineligible": Words(
        "按您说的情况，有 %(number)s 个条件现在对不上，按这份文件暂时享受不了。"
        "这只是按这一份文件说的，不等于别的文件或者以后也不行。",
        "From what you told me, it does not work under this notice for now. Conditions that do not fit: %(number)s. "
        "That is the result under this one notice; other notices, or later ones, may differ.",
    ),
    "undetermined": Words(
        "按您说的情况，现在还下不了结论；这不是说不行，是还有没弄清楚的地方。",
        "From what you told me, no result can be given yet. That is not a no: some points are still open.",
    ),
    "manual_review": Words(
        "按您说的情况，没有对不上的条件，但有的地方要由经办机构的人来认定。",
        "From what you told me, no condition fails, but some points are for a person at the office to decide.",
    ),
}
LAST_DAY: Final = Words(
    "您要是想知道当时够不够条件，我可以按这份文件执行期的最后一天帮您再算一次。",
    "If you want to know whether you qualified then, I can calculate as of the last day of the notice's term.",
)
AMOUNTS: Final = {
    "plain": Words("%(label)s是%(amount)s。", "%(label)s: %(amount)s."),
    "if_approved": Words("如果审核通过，%(label)s是%(amount)s。", "If it is approved: %(label)s, %(amount)s."),
    "if_met": Words(
        "如果其余条件都符合，%(label)s是%(amount)s。",
        "If the other conditions are met: %(label)s, %(amount)s.",
    ),
    "at_most": Words(
        "%(label)s，文件只写了上限，%(amount)s；实际发多少文件没有写明。",
        "%(label)s: the notice states only a ceiling, %(amount)s; what is actually paid it does not say.",
    ),
    "readings": Words(
        "%(label)s，文件有两种读法，金额不一样。",
        "%(label)s: the notice can be read in two ways, with different amounts.",
    ),
    "alternatives": Words("%(label)s要看还没有定下来的情况。", "%(label)s: it depends on what is not settled yet."),
    "unknown": Words("%(label)s现在还算不出来。", "%(label)s: it cannot be worked out yet."),
}
WAY: Final = Words("要是“%(way)s”，就是%(amount)s。", "If “%(way)s”: %(amount)s.")
FIGURE: Final = Words("%(label)s：%(text)s。", "%(label)s: %(text)s.")
HOST: Final = Words("拨给用工单位 %(label)s 的是%(text)s。", "For host employer %(label)s: %(text)s.")
ASKED: Final = Words("文件的要求是：%(text)s。", "The notice asks: %(text)s.")
TOLD: Final = Words("您说的是：%(values)s。", "You told me: %(values)s.")
TOLD_MANY: Final = Words("这是照您报的几个数算下来的。", "That follows from the figures that you gave me.")
ON_DAY: Final = Words("我们是按 %(as_of)s 这一天算的。", "We calculated as of %(as_of)s.")
NOT_YET: Final = Words("所以按这份文件，这一条现在还对不上。", "So under this notice that does not fit for now.")
NEAR: Final = Words("可以跟您说一声：%(text)s。", "Worth knowing: %(text)s.")
REVIEW: Final = Words("要由经办机构认定的是：%(text)s。", "What the office has to decide: %(text)s.")
OPEN: Final = Words("文件没有写明：%(text)s。", "What the notice does not state: %(text)s.")
MAY_BE: Final = Words("可能是：%(text)s。", "It may be: %(text)s.")
UNSURE: Final = Words("“%(text)s”，这一点您还不清楚。", "“%(text)s”: you are not sure of this yet.")
FIND: Final = Words("怎么弄清楚：%(text)s", "How to find out: %(text)s")
WOULD_BE: Final = Words(
    "如果是“%(values)s”，结论就是：%(outcome)s。", "If it is “%(values)s”, the result is: %(outcome)s."
)
UNTIL: Final = Words("%(act)s，最晚是 %(last)s。", "%(act)s: by %(last)s at the latest.")
NO_DAY: Final = Words("%(act)s：是哪一天，现在还算不出来。", "%(act)s: which day that is cannot be worked out yet.")
DAYS_LEFT: Final = Words("从今天算起还有 %(days)s 天。", "Days left from today: %(days)s.")
TODAY: Final = Words("就是今天，今天是最后一天。", "That is today: today is the last day.")
PAST: Final = Words(
    "%(act)s，到 %(last)s 为止，这个日期已经过了。", "%(act)s: the last day was %(last)s, which is over."
)
WHERE: Final = Words("到哪里办：%(text)s。", "Where: %(text)s.")
PAPERS: Final = Words("带上：%(text)s。", "Bring: %(text)s.")
BASIS: Final = Words(
    "我说的这些，依据的是%(title)s，按 %(as_of)s 这一天算的。是哪一条，网页上每个条件下面都写着。",
    "All this rests on: %(title)s, as of %(as_of)s. The page names the clause under each condition.",
)
SELF_CHECK: Final = Words(
    "这是帮您自己查一查，最后以经办机构认定的为准。", "This is a self-check; what the office finds is what counts."
)
CHECK: Final = Words(
    "我跟您核对一下，有哪一条不对，您随时打断我。",
    "Let me read your answers back; stop me whenever something is wrong.",
)
PLACE: Final = Words("按%(place)s的规定，以 %(as_of)s 这一天来算。", "By the rules of %(place)s, as of %(as_of)s.")
ANSWER: Final = Words("%(label)s：%(value)s。", "%(label)s: %(value)s.")
YES: Final = Words("“%(label)s”，您说是。", "“%(label)s”: you said yes.")
NO: Final = Words("“%(label)s”，您说不是这样。", "“%(label)s”: you said no.")
NOT_SURE: Final = Words("“%(label)s”，您还不清楚，我先按不清楚记着。", "“%(label)s”: you are not sure; I noted it so.")
ROW: Final = Words("用工单位 %(label)s：%(cells)s。", "Host employer %(label)s: %(cells)s.")
