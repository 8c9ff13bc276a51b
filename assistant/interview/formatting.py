"""How values are written for people: amounts, dates, percentages. Pure functions, integers in, text out."""

from datetime import date

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LARGEST_YUAN = 10**16  # 一亿亿: beyond this the numeral has no settled name


def yuan(fen: int) -> str:
    """Return ``fen`` in yuan with two decimals and thousands commas: 7200000 gives “72,000.00”."""
    whole, cents = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{cents:02d}"


def rmb_uppercase(fen: int) -> str:
    """Return an amount of ``fen`` in words (大写): 7200000 gives “人民币柒万贰仟元整”.

    By 支付结算办法, annex 正确填写票据和结算凭证的基本规定: 整 after 元, none after 角 or 分; 零 after 元
    where the 元 or the 角 is 0 and something follows. Where the annex leaves 零 free (¥1,680.32), its
    first-named form is used. Raises ``ValueError`` for a negative amount or one of 10^16 yuan and more.
    """
    whole, cents = divmod(fen, 100)
    if not 0 <= whole < _LARGEST_YUAN:
        raise ValueError(f"an amount in words must be from 0 to below {_LARGEST_YUAN} yuan")
    jiao, rest = divmod(cents, 10)
    words = "人民币"
    if whole or not cents:
        words += _integer(whole) + "元"
    if not cents:
        return words + "整"
    if whole and (jiao == 0 or whole % 10 == 0):
        words += "零"
    if jiao:
        words += _DIGITS[jiao] + "角"
    return words + (_DIGITS[rest] + "分" if rest else "")


def _integer(number: int) -> str:
    """Return a whole number below 10^16 in formal numerals.

    Not cn2an's “up” mode: that writes 100001000 as 壹亿壹仟, which is read as 110000000.
    """
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if rest and rest < size // 10 else ""
            return _integer(head) + name + (gap + _integer(rest) if rest else "")
    return _below_ten_thousand(number)


def _below_ten_thousand(number: int) -> str:
    words, zero_due = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if zero_due else "") + _DIGITS[digit] + _PLACES[place]
        zero_due = bool(words) and digit == 0
    return words or "零"


def show_date_zh(day: date) -> str:
    """Return a date as 2024年7月9日 (no leading zeros)."""
    return f"{day.year}年{day.month}月{day.day}日"


def show_date_en(day: date) -> str:
    """Return a date as “9 July 2024”, the same in every locale of the server."""
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def percent(permille: int) -> str:
    """Return a rate given in permille (‰) as a percentage: 55 gives “5.5%”, 600 gives “60%”."""
    whole, tenth = divmod(abs(permille), 10)
    return f"{'-' if permille < 0 else ''}{whole}{f'.{tenth}' if tenth else ''}%"


def percent_of_rate(rate: int) -> str:
    """Return a rate given in 万分之一 as a percentage: 550 gives “5.5%”, 551 gives “5.51%”."""
    whole, hundredths = divmod(abs(rate), 100)
    decimals = f".{hundredths:02d}".rstrip("0").rstrip(".")
    return f"{'-' if rate < 0 else ''}{whole}{decimals}%"
