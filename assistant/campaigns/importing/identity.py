"""Who a firm is and how it is reached: code, name, telephone and account of a whole part of a file at once.

统一社会信用代码, GB 32100-2015: 18 characters, of which python-stdnum computes the last. It takes only digits for the
first two, but the standard allows letters there (农业 registers under N, 其他 under Y), so the form is checked here.
Telephones: phonenumbers. Its own pattern for mobile numbers in China is applied to the whole column first, since it
takes a minute to look at a million of them one by one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import phonenumbers
import polars as pl
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumberFormat, PhoneNumberType
from stdnum.cn import uscc

from assistant.campaigns.importing.mapping import ACCOUNT, CREDIT_CODE, FIRM_NAME, PHONE
from assistant.rules.facts import N_
from assistant.screening.reading.text import BLANKS, UNKNOWN_WORDS, mask, tidy, tidy_column

NO_CODE = N_("没有统一社会信用代码。")
CODE_LENGTH = N_("统一社会信用代码应为 18 位，请核对。")
CODE_LETTERS = N_("统一社会信用代码里有不会出现的字符：没有 I、O、S、V、Z 这几个字母，第 3 至 8 位是数字。")
CODE_DIGIT = N_("统一社会信用代码的校验位不对，多半有一位抄错了，请核对。")
NO_NAME = N_("没有单位名称。")
LONG_NAME = N_("单位名称超过 200 个字，请核对。")
NO_PHONE_NUMBER = N_("不是有效的电话号码，请核对；没有号码的请留空。")
SEVERAL_PHONES = N_("一个单元格里有几个号码，请只留一个。")
NO_ACCOUNT_NUMBER = N_("不是银行账号，请核对；没有账号的请留空。")
NOT_MOBILE = N_("这是固定电话或其他收不到短信的号码：单位照常导入，但不会收到短信。")

_ALPHABET = "0-9A-HJ-NPQRTUWXY"
_CODE = rf"^[{_ALPHABET}]{{2}}[0-9]{{6}}[{_ALPHABET}]{{10}}$"
_NAME_LENGTH: Final = 200
_NOTHING = sorted(UNKNOWN_WORDS | {"无", "没有", "暂无"})
_CHINA = PhoneMetadata.metadata_for_region("CN")
assert _CHINA is not None
assert _CHINA.mobile is not None
_MOBILE = rf"^(?:(?:\+|00)?86)?({_CHINA.mobile.national_number_pattern})$"
_EXTENSION = re.compile(r"(?:转|－|—|-)\s*\d{1,6}$")
_MOBILE_TYPES = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


@dataclass(frozen=True, slots=True)
class Checked:
    """A part's rows with what they identify in one form, and what was wrong or worth knowing in them.

    ``rows``: without the refused ones; ``errors`` and ``warnings``: ``_row``, ``column`` (a name of ``IDENTIFYING``),
    ``value`` (masked), ``reason`` (a msgid).
    """

    rows: pl.DataFrame
    errors: pl.DataFrame
    warnings: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Column:
    """One column in its own form, and for each cell why it is refused, or what to know of it (null: nothing)."""

    values: pl.Series
    refused: pl.Series
    noted: pl.Series


def check(rows: pl.DataFrame) -> Checked:
    """Bring code, name, telephone and account of typed rows into one form and part the rows that must be refused."""
    found = {name: _LOOK[name](_texts(rows, name)) for name in _LOOK}
    errors = [_lines(rows, name, column.refused) for name, column in found.items()]
    warnings = [_lines(rows, name, column.noted) for name, column in found.items()]
    whole = rows.with_columns(column.values.alias(name) for name, column in found.items())
    refused = pl.concat(errors)
    sound = ~rows["_row"].is_in(refused["_row"].implode())
    noted = pl.concat(warnings)
    return Checked(whole.filter(sound), refused, noted.filter(~noted["_row"].is_in(refused["_row"].implode())))


def codes(text: pl.Series) -> pl.Series:
    """Return credit codes in their one form, null where a cell holds none that is right."""
    found = credit_code(text)
    return found.values.set(found.refused.is_not_null(), None)


def _texts(rows: pl.DataFrame, name: str) -> pl.Series:
    if name not in rows.columns:
        return pl.Series(name, [None], dtype=pl.String).new_from_index(0, len(rows))
    return rows[name]


def _lines(rows: pl.DataFrame, name: str, reasons: pl.Series) -> pl.DataFrame:
    places = reasons.is_not_null().arg_true()
    return pl.DataFrame(
        [
            rows["_row"].gather(places),
            pl.repeat(name, len(places), dtype=pl.String, eager=True).alias("column"),
            _masked(_texts(rows, name).gather(places), name).alias("value"),
            reasons.gather(places).alias("reason"),
        ]
    )


def _masked(cells: pl.Series, name: str) -> pl.Series:
    """A wrong number may be one digit away from a right one: less of it is shown than of other cells."""
    if name in (PHONE, ACCOUNT):
        cells = cells.str.replace_all(r"(\d{3})[\d \-]{2,}(\d{2})", "$1****$2")
    return mask(cells)


def _bare(text: pl.Series) -> pl.Series:
    """The cells in half width without invisible characters and outer blanks; null where they say that there is none."""
    bare = tidy_column(text.str.replace_all(r"\p{C}", ""))
    return bare.set(bare.str.to_lowercase().is_in(_NOTHING).fill_null(value=False), None)


def _reasons(length: int) -> pl.Series:
    return pl.repeat(None, length, dtype=pl.String, eager=True)


def _because(reasons: pl.Series, where: pl.Series, why: str) -> pl.Series:
    """Give a reason where there is none yet."""
    return reasons.set(where.fill_null(value=False) & reasons.is_null(), why)


def credit_code(text: pl.Series) -> _Column:
    """统一社会信用代码 in capitals, without blanks and hyphens."""
    code = _bare(text).str.replace_all(r"[\s\-]", "").str.to_uppercase()
    refused = _because(_reasons(len(code)), code.is_null() | (code == ""), NO_CODE)
    refused = _because(refused, code.str.len_chars() != 18, CODE_LENGTH)
    refused = _because(refused, ~code.str.contains(_CODE), CODE_LETTERS)
    candidates = refused.is_null().arg_true()
    wrong = [uscc.calc_check_digit(one) != one[-1] for one in code.gather(candidates)]
    refused = refused.scatter(candidates.filter(pl.Series(wrong, dtype=pl.Boolean)), CODE_DIGIT)
    return _Column(code, refused, _reasons(len(code)))


def one_code(text: str) -> tuple[str | None, str | None]:
    """Return one credit code in its one form, or else why it is refused."""
    found = credit_code(pl.Series([text], dtype=pl.String))
    return (None, found.refused[0]) if found.refused[0] is not None else (str(found.values[0]), None)


def _name(text: pl.Series) -> _Column:
    name = text.str.replace_all(r"\p{C}", " ").str.strip_chars(BLANKS).str.replace_all(r"\s+", " ")
    refused = _because(_reasons(len(name)), name.is_null() | (name == ""), NO_NAME)
    refused = _because(refused, name.str.len_chars() > _NAME_LENGTH, LONG_NAME)
    return _Column(name, refused, _reasons(len(name)))


def _account(text: pl.Series) -> _Column:
    account = _bare(text).str.replace_all(r"\s", "")
    refused = _because(_reasons(len(account)), ~account.str.contains(r"^[0-9A-Za-z-]{6,64}$"), NO_ACCOUNT_NUMBER)
    return _Column(account, refused, _reasons(len(account)))


def _phone(text: pl.Series) -> _Column:
    bare = _bare(text)
    mobile = bare.str.replace_all(r"[\s\-]", "").str.extract(_MOBILE, 1)
    values = "+86" + mobile
    odd = (values.is_null() & bare.is_not_null()).arg_true()
    looked_at = {one: telephone(one) for one in bare.gather(odd).unique()}
    results = [looked_at[one] for one in bare.gather(odd)]
    numbers = pl.Series([number for number, _, _ in results], dtype=pl.String)
    refused = pl.Series([why for _, why, _ in results], dtype=pl.String)
    noted = pl.Series([note for _, _, note in results], dtype=pl.String)
    nothing = _reasons(len(text))
    return _Column(values.scatter(odd, numbers), nothing.scatter(odd, refused), _reasons(len(text)).scatter(odd, noted))


def telephone(text: str) -> tuple[str | None, str | None, str | None]:
    """Return a telephone as E.164 if it can get messages, else why it is refused, or else what to know of it."""
    bare = tidy(text)
    if re.search(r"[/、,;，；]|\d{7,}\s+\d{7,}", bare):
        return None, SEVERAL_PHONES, None
    for form in (bare, _EXTENSION.sub("", bare)):
        try:
            number = phonenumbers.parse(form, "CN")
        except NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            mobile = phonenumbers.region_code_for_number(number) == "CN"
            if mobile and phonenumbers.number_type(number) in _MOBILE_TYPES:
                return phonenumbers.format_number(number, PhoneNumberFormat.E164), None, None
            return None, None, NOT_MOBILE
    return None, NO_PHONE_NUMBER, None


_LOOK: Final[Mapping[str, Callable[[pl.Series], _Column]]] = {
    CREDIT_CODE: credit_code,
    FIRM_NAME: _name,
    PHONE: _phone,
    ACCOUNT: _account,
}
