"""Identifiers that pass every check and belong to nobody: credit codes, telephone numbers, bank accounts."""

from typing import Final

from stdnum.cn import uscc

# The nine characters of the organisation begin with DEM. Registered ones begin with digits or with MA, MB, …
_ORGANISATION = "DEM"
_DIGITS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I O S V Z
_FOREIGN: Final = {"I": "1", "O": "0"}
ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714-1997


def credit_code(kind: str, county: str, number: int) -> str:
    """Return the 18 characters of a made-up 统一社会信用代码 with both check characters right.

    ``kind``: registering office and kind of body (91 enterprise, 52 social service, …); ``county``: six digits.
    Source: GB 32100-2015, GB 11714-1997.
    """
    body = f"{_ORGANISATION}{number:05d}"
    front = f"{kind}{county}{body}{_organisation_check(body)}"
    return front + uscc.calc_check_digit(front)


def _organisation_check(body: str) -> str:
    values = (int(char, 36) for char in body)  # 0 to 9, A = 10, …
    check = (11 - sum(value * weight for value, weight in zip(values, ORGANISATION_WEIGHTS, strict=True)) % 11) % 11
    # The standard's X is a letter of the credit code too.
    return "X" if check == 10 else str(check)


def wrong_check(code: str) -> str:
    """Return the code with another last character, so that its check fails."""
    return code[:-1] + _DIGITS[(_DIGITS.index(code[-1]) + 1) % len(_DIGITS)]


def phone(number: int) -> str:
    """Return a mobile number of the series 1740 5xx xxxx.

    China sets no numbers aside for fiction. 1740 0 to 1740 5 belong to satellite telephones and are not sold to
    persons or firms as mobile numbers, yet every check takes them as mobile numbers.
    """
    return f"17405{number % 1_000_000:06d}"


def fixed_line(number: int) -> str:
    """Return a fixed-line number of 南昌 whose local part begins with 0, which no subscriber's does."""
    return f"0791-0{number % 10_000_000:07d}"


def account(number: int) -> str:
    """Return 19 digits that no bank gives out: they begin with 000000."""
    return f"000000{number:013d}"
