"""Regions by GB/T 2260 code or Chinese name. A city's code lies below its province's: 360100 under 360000."""

import re

NATIONAL = "000000"

PROVINCES = {
    "110000": ("北京", "Beijing"), "120000": ("天津", "Tianjin"), "130000": ("河北", "Hebei"),
    "140000": ("山西", "Shanxi"), "150000": ("内蒙古", "Inner Mongolia"), "210000": ("辽宁", "Liaoning"),
    "220000": ("吉林", "Jilin"), "230000": ("黑龙江", "Heilongjiang"), "310000": ("上海", "Shanghai"),
    "320000": ("江苏", "Jiangsu"), "330000": ("浙江", "Zhejiang"), "340000": ("安徽", "Anhui"),
    "350000": ("福建", "Fujian"), "360000": ("江西", "Jiangxi"), "370000": ("山东", "Shandong"),
    "410000": ("河南", "Henan"), "420000": ("湖北", "Hubei"), "430000": ("湖南", "Hunan"),
    "440000": ("广东", "Guangdong"), "450000": ("广西", "Guangxi"), "460000": ("海南", "Hainan"),
    "500000": ("重庆", "Chongqing"), "510000": ("四川", "Sichuan"), "520000": ("贵州", "Guizhou"),
    "530000": ("云南", "Yunnan"), "540000": ("西藏", "Tibet"), "610000": ("陕西", "Shaanxi"),
    "620000": ("甘肃", "Gansu"), "630000": ("青海", "Qinghai"), "640000": ("宁夏", "Ningxia"),
    "650000": ("新疆", "Xinjiang"),
}  # fmt: skip

_CODE = re.compile("[0-9]{6}")
_SUFFIXES = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市")


class UnknownRegion(LookupError):
    """The text names no region known here."""


def region_code(text: str, known: dict[str, str] | None = None) -> str:
    """The six-digit code for a Chinese name ("江西", "江西省") or a code.

    ``known``: further names (cities that loaded notices bring) → code. Raises UnknownRegion.
    """
    text = text.strip()
    names = {zh: code for code, (zh, _) in PROVINCES.items()} | (known or {})
    if text in names.values() or (_CODE.fullmatch(text) and text[:2] + "0000" in PROVINCES):
        return text  # also a city without a notice of its own: its province's governs
    short = next((text[: -len(s)] for s in _SUFFIXES if text.endswith(s) and len(text) > len(s)), text)
    for name in (text, short):
        if name in names:
            return names[name]
    raise UnknownRegion(text)


def parents(code: str) -> tuple[str, ...]:
    """The code itself, then what it lies below, most specific first, without the national level."""
    chain = (code, code[:4] + "00", code[:2] + "0000")
    return tuple(dict.fromkeys(chain))
