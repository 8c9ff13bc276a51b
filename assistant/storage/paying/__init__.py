"""From a decided firm to its money: reviews, 公示, accounts, who may be paid and who was. See docs/decisions/0008."""
