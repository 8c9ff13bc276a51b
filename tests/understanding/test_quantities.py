"""Quantities in running text. Nothing is better than something wrong: many rows say what is no quantity."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.quantities import Quantities, quantities
from assistant.understanding.text import read
from tests.understanding.said import CONTEXT, said, short

MONEY = [
    ("6.1万", "money:6100000"),
    ("交了6.1w", "money:6100000"),
    ("两千二", "money:220000"),
    ("四万三千二百一十块五毛五", "money:4321055"),
    ("12万8", "money:12800000"),
    ("6万1千", "money:6100000"),
    ("十二块五", "money:1250"),
    ("五毛", "money:50"),
    ("3k", "money:300000~"),
    ("¥1,234.50", "money:123450"),
    ("￥3000", "money:300000"),
    ("20 thousand yuan", "money:2000000"),
    ("3,500 yuan", "money:350000"),
    ("6万RMB", "money:6000000"),
    ("壹萬貳仟圓整", "money:1200000"),
    ("去年失业保险一共交了12万", "2023-?-?r money:12000000"),
    ("单位部分3050.5元，个人部分三千元", "money:305050 money:300000"),
    ("一个月一千八", "money:180000"),
    ("每月1800块", "money:180000"),
    ("交了六万一", "money:6100000"),
    ("六万一千元", "money:6100000"),
    ("上万块", "money:None~"),
    ("两千来块", "money:200000~"),
    ("一千五百多", "money:150000~"),
    ("三五百块", "money:30000~"),
    ("20多万", "money:20000000~"),
    ("大概6万", "money:6000000~"),
    ("差不多交了6万块", "money:6000000~"),
    ("800元以上", "money:80000~"),
    ("500到800元", "money:80000~"),
    ("好几万块", "money:None~"),
    ("12345678900元", "money:1234567890000"),
]
RATES = [
    ("5.5%", "rate:550"),
    ("５．５％", "rate:550"),
    ("百分之五点五", "rate:550"),
    ("千分之八", "rate:80"),
    ("8‰", "rate:80"),
    ("裁员率5个点", "rate:500"),
    ("5.5个百分点", "rate:550"),
    ("裁了百分之二十以上", "rate:2000~"),
    ("不超过20%", "rate:2000~"),
    ("5 percent", "rate:500"),
    ("5%都不到", "rate:500~"),
    ("5%-6%", "rate:500~ rate:600~"),
    ("百分之几", "rate:None~"),
]
DURATIONS = [
    ("交了两年半", "duration:30"),
    ("仨月", "duration:3"),
    ("俩月", "duration:2"),
    ("社保缴了仨年", "duration:36"),
    ("半年", "duration:6"),
    ("一年零三个月", "duration:15"),
    ("交了一年三个月", "duration:15"),
    ("2年3个月", "duration:27"),
    ("24个月", "duration:24"),
    ("二十四个月", "duration:24"),
    ("交了24月", "duration:24"),
    ("社保交了5年", "duration:60"),
    ("1.5年", "duration:18"),
    ("交了24年社保", "duration:288"),
    ("干了15年", "duration:180"),
    ("整整两年", "duration:24"),
    ("满12个月", "duration:12"),
    ("两年整", "duration:24"),
    ("一年多", "duration:12~"),
    ("两年多了", "duration:24~"),
    ("三个多月", "duration:3~"),
    ("大概交了两三年", "duration:24~"),
    ("一两个月", "duration:1~"),
    ("快三年了", "duration:36~"),
    ("这两年", "duration:24~"),
    ("前两个月", "duration:2~"),
    ("近两年", "duration:24~"),
    ("不到一年", "duration:12~"),
    ("没交满12个月", "duration:12~"),
    ("差一个月满一年", "duration:1 duration:12~"),
    ("12个月以上", "duration:12~"),
    ("三个月内", "duration:3~"),
    ("两年左右", "duration:24~"),
    ("3-5年", "duration:60~"),
    ("两到三年", "duration:36~"),
    ("几个月", "duration:None~"),
    ("领了几个月", "duration:None~"),
    ("能领几个月", ""),
    ("3年5月", ""),
    ("上半年", ""),
    ("好几年", "duration:None~"),
    ("十几年", "duration:120~"),
    ("一年半载", "duration:None~"),
    ("two and a half years", "duration:30"),
    ("a year and a half", "duration:18"),
    ("3 years and 2 months", "duration:38"),
    ("eighteen months", "duration:18"),
    ("18 months", "duration:18"),
    ("half a year", "duration:6"),
    ("about two years", "duration:24~"),
    ("more than 3 years", "duration:36~"),
    ("领了3个月还剩5个月", "duration:3 duration:5"),
    ("签了三年合同", ""),
    ("两年期的", ""),
    ("5年经验", ""),
    ("二年级", ""),
    ("一个半月", ""),
    ("24年", ""),
    ("一年能领几次", ""),
    ("一个月领多少", ""),
]
COUNTS = [
    ("30人", "people:30"),
    ("30 个人", "people:30"),
    ("三十来号人", "people:30~"),
    ("30多人", "people:30~"),
    ("20来个人", "people:20~"),
    ("十七八个人", "people:17~"),
    ("几十人", "people:None~"),
    ("百来号人", "people:None~"),
    ("上千人", "people:None~"),
    ("仨人", "people:3"),
    ("两名职工", "people:2"),
    ("20个员工", "people:20"),
    ("30 people", "people:30"),
    ("three employees", "people:3"),
    ("200人以上企业", "people:200~"),
    ("超过30人", "people:30~"),
    ("裁了俩", "thing:2"),
    ("裁了3个", "thing:3"),
    ("公司30个人裁了两个", "people:30 thing:2"),
    ("一个没裁", ""),
    ("一个人都没裁", ""),
    ("每一个人", ""),
    ("人民", ""),
    ("三人", "people:3"),
    ("两次", "times:2"),
    ("领过一回", "times:1"),
    ("领过一两次", "times:1~"),
    ("好几次", "times:None~"),
    ("twice", "times:2"),
    ("three times", "times:3"),
    ("第二次", ""),
    ("头一回", ""),
    ("上次", ""),
    ("一次都没领过", ""),
    ("没领过一次", ""),
    ("一次性", ""),
    ("一回事", ""),
]
NUMBERS = [
    ("4000", "number:4000"),
    ("基数4000，按5000交", "number:4000 number:5000"),
    ("这30人", "people:30"),
    ("一百二十", "money:12000"),
    ("三", "number:3"),
    ("12", "number:12"),
    ("1500左右", "number:1500~"),
    ("补贴1500还是2000", "number:1500 number:2000"),
]
NOTHING = [
    "三级证", "3级", "四级五级", "level 3", "12333", "打12345",
    "人社部发〔2024〕165号", "(2024)12号", "第38条", "第三款", "第三年", "我18岁",
    "满50周岁", "我今年58了", "18 years old", "40号文件", "3号线", "6,1000",
    "300 000元", "N+1", "给了2n", "五险一金", "三险", "三分之一",
    "一半", "百分百", "千万别", "万一", "一般", "一样的", "四川",
    "九江", "三亚", "$300", "300 dollars", "300美元", "3点", "8:30", "下午3点半",
    "3楼", "24小时", "2本证", "一点", "十分", "1/2",
    "31/02/2024", "3/4/2024", "10.18", "abc123", "v2.0", "http://a.cn/2024/3", "a1@b.com",
    "上年纪了", "以前天天加班", "证明年限", "几", "多", "年", "月", "号", "万", "百", "点", "第", "****", "二四", "一二三", "",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), [*MONEY, *RATES, *DURATIONS, *COUNTS, *NUMBERS])
def test_quantities(typed: str, expected: str) -> None:
    assert said(typed) == expected


@pytest.mark.parametrize("typed", NOTHING)
def test_what_is_no_quantity(typed: str) -> None:
    assert said(typed) == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2023年10月18日发的证，交了36个月", "2023-10-18 duration:36"),
        ("去年12月50人,今年1月52人", "2023-12-?r people:50 2024-1-?r people:52"),
        ("我交了24。5月走的", "number:24 ?-5-?"),
        ("工资5000，10月发的", "number:5000 ?-10-?"),
        ("三级电工，社保两年半，没领过，南昌", "duration:30"),
        ("我们公司去年月均参保40人,失业保险一共交了12万", "2023-?-?r people:40 money:12000000"),
        ("基数6000，单位0.5%个人0.5%", "number:6000 rate:50 rate:50"),
        ("基数4000,2024年6月单位和个人各交多少", "number:4000 2024-6-?"),
        ("2024.3,2024.9", "2024-3-? 2024-9-?"),
        ("交了24,10月走的", "number:24 ?-10-?"),
        ("去年有一个人领了失业金", "2023-?-?r people:1"),
        ("按2024年的政策三级能领2000吗", "2024-?-? number:2000"),
    ],
)
def test_several_in_one_message(typed: str, expected: str) -> None:
    assert said(typed) == expected


def test_the_span_is_what_was_typed() -> None:
    text = read("我社保交了 ２４ 個月，去年１０月停的")
    assert [text.said(hit.span) for hit in quantities(text, CONTEXT).all()] == ["２４ 個月", "去年１０月"]


@pytest.mark.parametrize(
    "typed",
    [row[0] for row in (*MONEY, *RATES, *DURATIONS, *COUNTS) if "年社保" not in row[0] and "干了" not in row[0]],
)
def test_a_span_read_alone_is_the_same_quantity(typed: str) -> None:
    text = read(typed)
    for hit in quantities(text, CONTEXT).all():
        if not hit.vague and short(hit) not in ("number:500", "number:3"):
            assert said(text.said(hit.span)) == short(hit)


PIECES = [
    *"零一两三十百千万亿年月日号个人次块元毛分点%多几来半的前后上下底初在第.,，。-/ 0123456789aknwxy级岁", "去年", "上个月",
    "左右", "大概", "百分之", "2024", "March", " ago", "years", "yuan", "五一", "周三", "交了", "half",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=40))
def test_any_text_has_quantities_that_do_not_overlap_and_stand_where_they_say(typed: str) -> None:
    text = read(typed)
    found = quantities(text, CONTEXT)
    end = 0
    for hit in found.all():
        assert end <= hit.start < hit.end <= len(text.folded)
        assert hit.span == text.span(hit.start, hit.end)
        end = hit.end
    for moment in found.moments:
        assert moment.exact_day is None or isinstance(moment.exact_day, date)


@given(years=st.integers(1, 9), months=st.integers(1, 11))
def test_years_and_months_make_months(years: int, months: int) -> None:
    assert said(f"社保交了{years}年零{months}个月") == f"duration:{years * 12 + months}"


@given(day=st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_each_day_is_read_however_it_is_written(day: date) -> None:
    expected = f"{day.year}-{day.month}-{day.day}"
    for written in (
        f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}", f"{day:%Y-%m-%d}", f"{day:%Y%m%d}",
        f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}",
    ):  # fmt: skip
        assert said(f"是{written}发的") == expected


def test_a_long_message_is_read() -> None:
    found = quantities(read("一" * 3000 + "1" * 6 + "，" + "交了24个月，去年10月，" * 300), CONTEXT)
    assert len(found.durations) == 100, "more than anybody names is not read"
    assert isinstance(found, Quantities)
