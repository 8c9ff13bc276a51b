"""Names of regions and what they stand for, from the GB/T 2260 list that python-stdnum brings.

A name of a county that needs words of place beside it (德惠, 合作) is told from one that never does (德惠市).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from pypinyin import lazy_pinyin

from assistant.policies.regions import PROVINCES
from assistant.understanding.text import fold

Codes = tuple[str, ...]

_LINE = re.compile(r'(?P<indent> *)(?P<code>[0-9]+) (?:province|county)="(?P<names>[^"]+)"')
_HELD = re.compile(r"(?:\[[0-9]*-\])?(?P<name>[^\[\]]+)")  # without an end of its validity
# Sections of the list that are no regions, and names that are everyday words even with their suffix.
_NOT_REGIONS = re.compile(r"市辖区|市区|郊区|矿区|城区|东区|西区|林区|特区|县|市|.*直辖.*")
_PEOPLES = (
    "朝鲜族|土家族|苗族|藏族|羌族|彝族|侗族|布依族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|蒙古|哈萨克族?|柯尔克孜族?|满族|瑶族"
    "|黎族|畲族|土族|撒拉族|东乡族|裕固族|保安族|锡伯族?|塔吉克族?|仡佬族|水族|毛南族|仫佬族|达斡尔族|鄂温克族|纳西族|独龙族|怒族"
    "|普米族|拉祜族|佤族|布朗族|各族"
)
_CITY_SUFFIX = re.compile(rf"(?:(?:{_PEOPLES})*自治州|地区|盟|市)$")
_COUNTY_SUFFIX = re.compile(rf"(?:(?:{_PEOPLES})*自治[县旗]|[县市区旗]|林区|特区)$")

_NOTICED = ("15", "22", "36", "62")  # of these provinces notices are held; their people name counties without suffix
_SPECIAL: Mapping[str, Codes] = {
    "内蒙": ("150000",), "台湾": ("710000",), "香港": ("810000",), "澳门": ("820000",),
    "呼市": ("150100",), "包头": ("150200",), "巴盟": ("150800",), "锡盟": ("152500",), "阿盟": ("152900",),
    "伊盟": ("150600",), "哲盟": ("150500",), "呼盟": ("150700",), "乌盟": ("150900",), "兴安盟": ("152200",),
    "乌市": ("650100",), "哈市": ("230100",), "延边州": ("222400",), "甘南州": ("623000",), "临夏州": ("622900",),
    "前郭县": ("220721",), "前郭": ("220721",), "伊通县": ("220323",), "阿左旗": ("152921",), "克旗": ("150425",),
    "海南州": ("632500",), "湘西州": ("433100",), "恩施州": ("422800",), "凉山州": ("513400",),
    # The districts are better known than the city of Liaoning.
    "朝阳": ("211300", "110105", "220104"),
}  # fmt: skip
# Cities whose short name is a word of everyday language too: only with suffix or beside words of place.
_WORDLIKE_CITIES = frozenset((
    "白银", "来宾", "阿里", "开封", "日照", "大同", "东方", "中山", "大理", "保山", "海东", "海西", "海北", "山南",
    "玉树", "广安", "兴安", "安顺", "安康", "长治", "保定",
))  # fmt: skip
# Counties of which nobody says the short name so that it could be told from the word.
_WORDLIKE_COUNTIES = frozenset((
    "莲花", "万年", "万安", "兴国", "合作", "公安", "通道", "中方", "南部", "大方", "大安", "平安", "友好", "康乐",
    "民乐", "向阳", "东方", "建设", "新华", "安定", "高台", "新城", "城关", "和平", "西湖", "东湖", "长安", "铁东",
    "铁西", "南关", "丰满", "龙山", "西安", "东丰", "安宁", "青山", "回民", "玉泉", "东河", "红山", "松山", "和政",
    "泰和", "全南", "大余", "南城", "石城", "东乡", "平川", "金川", "新建", "正蓝", "镶黄", "大厂", "开平", "安国",
    "大名", "平和", "政和", "光泽", "大田", "清流", "兴隆", "兴城", "海城", "四会", "高州", "天长", "同仁", "新星",
    "白杨", "双河", "江山", "灯塔", "天门", "弥勒", "石首", "当阳", "新民", "北安", "安达", "五常", "开原", "永安",
    "福安", "永康", "无为", "宁国", "神木", "万源", "义马",
))  # fmt: skip
_LATIN_SPECIAL: Mapping[str, Codes] = {
    "hohhot": ("150100",), "ordos": ("150600",), "hulunbuir": ("150700",), "bayannur": ("150800",), "ulanqab": ("150900",),
    "hinggan": ("152200",), "xilingol": ("152500",), "alxa": ("152900",), "xi'an": ("610100",), "ji'an": ("360800",),
    "jilin city": ("220200",), "jilin province": ("220000",), "neimenggu": ("150000",), "nei mongol": ("150000",),
    "guangzhou": ("440100",), "shenzhen": ("440300",), "hong kong": ("810000",), "macau": ("820000",), "taiwan": ("710000",),
    "shanxi": ("140000",), "shaanxi": ("610000",),
}  # fmt: skip
_LATIN_WORDS = frozenset({"jian"})  # also sounds of something else
ABBREVIATIONS: Mapping[str, str] = {
    "赣": "360000", "吉": "220000", "甘": "620000", "陇": "620000", "蒙": "150000", "京": "110000", "津": "120000",
    "沪": "310000", "粤": "440000", "浙": "330000", "苏": "320000", "闽": "350000", "湘": "430000", "鄂": "420000",
    "豫": "410000", "皖": "340000", "川": "510000", "渝": "500000", "鲁": "370000", "晋": "140000", "冀": "130000",
    "辽": "210000", "桂": "450000", "琼": "460000", "黔": "520000", "滇": "530000", "陕": "610000",

}  # fmt: skip


class Entry(NamedTuple):
    """What a name stands for; ``needs_cue``: only where words of place stand beside it.

    ``only_below``: only where it follows its province or city (重庆万州).
    """

    codes: Codes
    needs_cue: bool
    only_below: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """One region of the list that is still there: its code, its full name, its level."""

    code: str
    name: str
    level: int  # 1 province, 2 city, 3 county


@lru_cache(maxsize=1)
def regions() -> tuple[Region, ...]:
    """Return every province, city and county of today, by code."""
    return tuple(sorted(_read(), key=lambda region: region.code))


def _read() -> Iterator[Region]:
    province = ""
    for line in files("stdnum.cn").joinpath("loc.dat").read_text(encoding="utf-8").splitlines():
        found = _LINE.fullmatch(line.rstrip())
        if found is None:
            continue
        if not found["indent"]:
            province = found["code"]
            continue
        held = _HELD.fullmatch(found["names"].rpartition(",")[2])
        if held is None or _NOT_REGIONS.fullmatch(held["name"]):
            continue
        code = province + found["code"]
        level = 1 if code.endswith("0000") else 2 if code.endswith("00") else 3
        yield Region(code, fold(held["name"]), level)


@lru_cache(maxsize=1)
def names() -> dict[str, Entry]:
    """Return each name and what it stands for: full names, short ones, pinyin and English ones of this country."""
    found: dict[str, list[str]] = {}
    shorts: dict[str, list[Region]] = {}
    for region in regions():
        found.setdefault(region.name, []).append(region.code)
        suffix = _CITY_SUFFIX if region.level == 2 else _COUNTY_SUFFIX
        short = suffix.sub("", region.name)
        if region.level > 1 and len(short) > 1 and short != region.name:
            shorts.setdefault(short, []).append(region)
    # 应县, 理县: 应该 and 办理 end before 县 as often.
    entries = {name: Entry(tuple(codes), len(name) == 2 and name[1] == "县") for name, codes in found.items()}
    for short, bearers in shorts.items():
        entries.setdefault(short, _short_entry(short, bearers))
    entries |= {short: Entry((code,), False) for code, (short, _) in PROVINCES.items()}
    entries |= {name: Entry(codes, False) for name, codes in _SPECIAL.items()}
    return entries | _latin()


def _short_entry(short: str, bearers: list[Region]) -> Entry:
    """A city goes before counties of its name; a county's short name must be its alone, or follow what it lies in."""
    cities = [region for region in bearers if region.level == 2]
    if cities:
        return Entry(tuple(region.code for region in cities), short in _WORDLIKE_CITIES)
    region = bearers[0]
    told = region.code[:2] in _NOTICED or region.name.endswith("市")
    if len(bearers) > 1 or not told:
        return Entry(tuple(region.code for region in bearers), True, True)
    return Entry((region.code,), True)


def is_wordlike(name: str) -> bool:
    """Say whether a county's short ``name`` is only told from the word when it follows its province or city."""
    return name in _WORDLIKE_COUNTIES


def _latin() -> dict[str, Entry]:
    found: dict[str, list[str]] = {}
    for region in regions():
        if region.level == 2:
            found.setdefault("".join(lazy_pinyin(_CITY_SUFFIX.sub("", region.name))), []).append(region.code)
    near = {name: codes for name, codes in found.items() if any(code[:2] in _NOTICED for code in codes)}
    entries = {name: Entry(tuple(codes), True) for name, codes in found.items() if name not in _LATIN_WORDS}
    entries |= {name: Entry(tuple(codes), False) for name, codes in near.items() if name not in _LATIN_WORDS}
    entries |= {f"{name} city": entry for name, entry in entries.items()}
    for code, (_, english) in PROVINCES.items():
        entries[english.lower()] = entries[f"{english.lower()} province"] = Entry((code,), False)
    return entries | {name: Entry(codes, False) for name, codes in _LATIN_SPECIAL.items()}
