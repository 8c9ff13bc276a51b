"""Which way a screened firm goes. Only ``automatic`` is ever paid without a person's decision."""

from typing import Final

AUTOMATIC: Final = "automatic"  # eligible: gets a message, confirms or objects
INVITATION: Final = "invitation"  # 劳务派遣单位: must apply themselves, with the split (JX24 五, NAT24 五)
REVIEW: Final = "review"  # manual_review, or undetermined for a reason that only the office can settle
NONE: Final = "none"  # ineligible, or undetermined for want of facts

TRACKS: Final = (AUTOMATIC, INVITATION, REVIEW, NONE)
