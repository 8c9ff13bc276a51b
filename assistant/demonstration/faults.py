"""What goes wrong in bureaus' files: each fault at its usual share, the same cells every time.

In 1,000 rows there are about

     5  a 统一社会信用代码 that another row has too, under another name
     4  … with a wrong last character
     3  … with the letters O and I typed for 0 and 1
     2  … turned into scientific notation by the spreadsheet
    10  … in small letters or with blanks: harmless, and mended
     6  telephone numbers with a digit missing
    10  fixed lines, which take no text messages
     1  a name that a spreadsheet would run as a formula
     5  "—" instead of the months paid
     5  … in full-width digits: harmless
     4  no person-months at all
    30  premiums with thousands commas and ¥: harmless
     2  … in words (约12万)

and every date is text; one line of totals stands at the bottom.
"""

from collections import deque
from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random
from typing import Final

from assistant.demonstration import identifiers
from assistant.demonstration.columns import CODE, COLUMNS, MONTHS, NAME, PERSON_MONTHS, PHONE, PREMIUM, Cell
from assistant.demonstration.firms import Year, firms

Row = dict[str, Cell]
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_TOTAL: Final = "合计"


def faulty_rows(rows: int, year: Year = "this") -> Iterator[Row]:
    """Yield the file's lines, heading → cell: ``rows`` firms with their faults, then the line of totals."""
    total = Decimal(0)
    recent = deque[Cell](maxlen=50)
    for place, made_up in enumerate(firms(rows, year)):
        random = Random(f"{year}-{place}")
        row: Row = {column.heading: column.cell(made_up) for column in COLUMNS}
        premium = row[PREMIUM]
        total += premium if isinstance(premium, Decimal) else 0
        _spoil(row, random)
        if recent and random.randrange(1000) < 5:
            row[CODE] = random.choice(recent)
        recent.append(made_up.credit_code)
        yield row
    yield {NAME: _TOTAL, PREMIUM: total}


def _spoil(row: Row, random: Random) -> None:
    """Give the row at most one fault in each of the columns where faults happen."""
    for heading, kinds in _FAULTS.items():
        drawn = random.randrange(1000)
        for permille, fault in kinds:
            if drawn < permille:
                cell = row[heading]
                row[heading] = None if cell is None else fault(str(cell), random)
                break
            drawn -= permille


def _scientific(code: str, random: Random) -> str:
    return f"{code[0]}.{code[1:6]}E+17"


def _letters(code: str, random: Random) -> str:
    return code.replace("0", "O", 1).replace("1", "I", 1)


def _untidy(code: str, random: Random) -> str:
    return code.lower() if random.random() < 0.5 else f" {code[:8]} {code[8:]}"


def _formula(name: str, random: Random) -> str:
    return random.choice((f'=HYPERLINK("http://example.invalid/","{name}")', f"+{name}", f"@SUM(1+1)*{name}"))


def _with_commas(amount: str, random: Random) -> str:
    return f"¥{Decimal(amount):,.2f}"


def _in_words(amount: str, random: Random) -> str:
    return f"约{max(1, round(Decimal(amount) / 10_000))}万"


# Heading → how many of 1,000 cells, and what becomes of them.
_FAULTS: Final[dict[str, tuple[tuple[int, Callable[[str, Random], str | None]], ...]]] = {
    CODE: (
        (4, lambda code, random: identifiers.wrong_check(code)),
        (3, _letters),
        (2, _scientific),
        (10, _untidy),
    ),
    PHONE: (
        (6, lambda phone, random: phone[:-1]),
        (10, lambda phone, random: identifiers.fixed_line(int(phone[-6:]))),
    ),
    NAME: ((1, _formula),),
    MONTHS: ((5, lambda months, random: "—"), (5, lambda months, random: months.translate(_WIDE))),
    PERSON_MONTHS: ((4, lambda months, random: None),),
    PREMIUM: ((30, _with_commas), (2, _in_words)),
}
