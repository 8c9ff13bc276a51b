"""Regions in a message: which are named, for what they stand, and which of them the insurance is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.policies import shipped_policies
from assistant.policies.regions import PROVINCES
from assistant.understanding.gazetteer import names, regions
from assistant.understanding.places import find, governing
from assistant.understanding.text import read


def codes(typed: str) -> list[tuple[str, ...]]:
    return [place.codes for place in find(read(typed))]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("江西", "360000"),
        ("江西省", "360000"),
        ("我在江西，能领吗", "360000"),
        ("江西能领多少", "360000"),
        ("內蒙古自治區", "150000"),
        ("内蒙", "150000"),
        ("南昌", "360100"),
        ("南昌市", "360100"),
        ("南昌县", "360121"),
        ("江西南昌", "360100"),
        ("江西省南昌市南昌县", "360121"),
        ("江西的南昌", "360100"),
        ("江西南昌县", "360121"),
        ("在江西上班，南昌的", "360100"),
        ("呼和浩特", "150100"),
        ("内蒙古呼市", "150100"),
        ("赤峰市松山区", "150404"),
        ("兴安盟", "152200"),
        ("阿拉善左旗", "152921"),
        ("我在集宁上班", "150902"),
        ("延边", "222400"),
        ("延吉市", "222401"),
        ("我在延吉", "222401"),
        ("公主岭这边", "220184"),
        ("吉林", "220000"),
        ("吉林省", "220000"),
        ("吉林市", "220200"),
        ("吉林省吉林市", "220200"),
        ("长春市朝阳区", "220104"),
        ("我是四平的", "220300"),
        ("四平能领吗", "220300"),
        ("兰州", "620100"),
        ("兰州市城关区", "620102"),
        ("嘉峪关", "620200"),
        ("我在敦煌工作", "620982"),
        ("甘肃合作", "623001"),
        ("临夏州", "622900"),
        ("江西丰城", "360981"),
        ("丰城市", "360981"),
        ("丰城", "360981"),
        ("江西安义", "360123"),
        ("江西安福县", "360829"),
        ("上海南站", "310000"),
        ("社保在山东", "370000"),
        ("海南", "460000"),
        ("海南州", "632500"),
        ("西安", "610100"),
        ("北京朝阳区", "110105"),
        ("在北京", "110000"),
        ("天津和平区", "120101"),
        ("台湾", "710000"),
        ("赣人社规", "360000"),
        ("在赣务工", "360000"),
        ("吉人社", "220000"),
        ("赣州", "360700"),
        ("我是大同的", "140200"),
        ("Jiangxi", "360000"),
        ("Nanchang, Jiangxi", "360100"),
        ("Nanchang Jiangxi", "360100"),
        ("I work in Lanzhou", "620100"),
        ("inner mongolia", "150000"),
        ("Hohhot", "150100"),
        ("Jilin", "220000"),
        ("Jilin City", "220200"),
        ("Ji'an", "360800"),
        ("江西 鼓楼区 江西", "360000"),
    ],
)
def test_one_region(typed: str, code: str) -> None:
    assert codes(typed)[0] == (code,)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("朝阳", {"211300", "110105", "220104"}),
        ("鼓楼区", {"320106", "320302", "350102", "410204"}),
        ("城关区", {"540102", "620102"}),
        ("fuzhou", {"350100", "361000"}),
    ],
)
def test_a_name_of_several_regions_has_all_their_codes(typed: str, expected: set[str]) -> None:
    (found,) = codes(typed)
    assert set(found) == expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("城关区怎么领，甘肃的", "620102"),
        ("我在福建，鼓楼区那边", "350102"),
        ("甘肃 城关区", "620102"),
        ("吉林朝阳", "220104"),
        ("Fuzhou, Jiangxi", "361000"),
    ],
)
def test_a_province_named_elsewhere_settles_it(typed: str, code: str) -> None:
    assert codes(typed) == [(code,)]


@pytest.mark.parametrize(
    "typed",
    [
        "", "外省考的证", "外地能领吗", "本地", "和平", "两个单位合作",
        "新建的厂", "高级工", "安全", "建设银行", "东方红", "平安保险",
        "社保定点", "确定西部", "最新余额", "长白山", "北京路", "在南昌路",
        "上海银行", "兰州拉面", "阿里巴巴", "来宾很多", "日照时间", "开封条",
        "应县里要求", "办理县里的事", "吉祥", "甘心", "蒙了", "宁可",
        "在新工作", "郊区", "市区", "县城", "四平八稳", "大理石",
        "I am in a jian", "三明治", "重新余下", "人民公安", "友好协商", "万年不变", "通道", "大方点",
    ],
)  # fmt: skip
def test_what_is_no_region(typed: str) -> None:
    assert codes(typed) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # the message says itself which counts
        ("在广东考的证，社保在江西", ["360000"]),
        ("广东考的证社保在江西", ["360000"]),
        ("社保在江西，证是广东考的", ["360000"]),
        ("江西交的社保，广东发的证", ["360000"]),
        ("广东发的证，江西交的社保", ["360000"]),
        ("以前在广东打工，现在江西参保", ["360000"]),
        ("她在深圳打工回不来,社保在吉安", ["360800"]),
        ("我是江西人，在广东交社保", ["440000"]),
        ("我是江西人，在广东上班", ["440000"]),
        ("户口在浙江，失业保险一直交在南昌", ["360100"]),
        ("深圳上班，老家江西", ["440300"]),
        # it does not, but one is likelier
        ("从广东回到江西", ["360000", "440000"]),
        ("不在江西，在湖南", ["430000", "360000"]),
        ("江西和甘肃哪个多", ["360000", "620000"]),
        ("江西，江西，还是甘肃", ["360000", "620000"]),
        ("南昌和九江都交过", ["360100", "360400"]),
    ],
)
def test_the_place_of_the_insurance_comes_first(typed: str, expected: list[str]) -> None:
    assert codes(typed) == [(code,) for code in expected]


def test_a_place_says_what_was_typed_and_where() -> None:
    text = read("我社保在 江西省 南昌縣 呢")
    (place,) = find(text)
    assert place.name == text.said(place.span) == "江西省 南昌縣"


def test_a_county_is_governed_by_the_nearest_region_that_is_held() -> None:
    policies = shipped_policies()
    assert governing("360121", policies) == "360000"
    assert governing("440300", policies) == "440000"
    assert governing("810000", policies) is None


def test_the_list_has_every_province_and_no_region_that_ended() -> None:
    held = {region.code: region.name for region in regions()}
    assert set(PROVINCES) <= set(held)
    assert held["220184"] == "公主岭市"
    assert "360122" not in held  # 新建县, a district since 2015
    assert len(held) > 3000
    assert "市辖区" not in held.values()


@given(st.sampled_from(sorted(region.name for region in regions() if len(region.name) > 3)))
def test_a_full_name_stands_for_its_region(name: str) -> None:
    found = names()[name].codes
    assert codes(f"我在{name}交社保") == [found]


@given(st.text(max_size=60) | st.lists(st.sampled_from(sorted(names())), max_size=6).map("".join))
def test_any_text_has_places_that_stand_where_they_say(typed: str) -> None:
    text = read(typed)
    for place in find(text):
        assert place.codes
        assert place.name == text.said(place.span)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("晋江做鞋的，稳岗返还给多少", ("350582",)),
        ("贵溪的，我们厂能领吗", ("360681",)),
        ("电梯证，在物业上班，昆山", ("320583",)),
        ("重庆万州的厂，去年没裁员", ("500101",)),
        ("天津西青的厂裁员了", ("120111",)),
        ("天津和平，交了五年", ("120101",)),
        ("where do I apply for unemployment benefit in Nanjing", ("320100",)),
        ("外省考的证认不认，河南的，社保交在浙江", ("330000",)),
        ("万州是哪里", ()),
        ("希望和平解决", ()),
        ("合作的，单位不给交", ()),
    ],
)
def test_names_that_open_close_or_follow(typed: str, codes: tuple[str, ...]) -> None:
    assert tuple(code for place in find(read(typed)) for code in place.codes) == codes
