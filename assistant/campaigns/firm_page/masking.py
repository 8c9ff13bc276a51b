"""What is shown of numbers to somebody who should recognise their own, and no more.

There is no binding rule on masking in China, and practice varies; showing the last four of a person's ID is criticised.
A firm's account is another matter: banks and tax offices name it by its last four, the firm itself needs them to say
"that is ours", and the page shows them only to whoever proved to be the firm. The rest, its length included, is hidden.
"""

SHORTEST_FOR_FOUR = 8


def mask_phone(phone: str) -> str:
    """Return an E.164 number as ``138****1234``: enough to know which telephone to fetch."""
    national = phone.removeprefix("+86")
    if len(national) < SHORTEST_FOR_FOUR:
        return f"****{national[-2:]}"
    return f"{national[:3]}****{national[-4:]}"


def mask_account(account: str) -> str:
    """Return an account as ``**** 2345``; of a very short one only the last two."""
    plain = "".join(account.split())
    return f"**** {plain[-4:] if len(plain) >= SHORTEST_FOR_FOUR else plain[-2:]}"
