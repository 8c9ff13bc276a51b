"""The chat as a phone and a desk show it: typed and pressed, with the script and as a plain form."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import ALL_WAYS, OpenPage, way_id

Check = Callable[..., None]
SKILL = "我2024年3月18号拿的三级电工技能等级证，江西的，社保交了两年，能领多少"


def say(page: Page, text: str) -> None:
    """Type a message and send it; wait for the answer."""
    before = page.locator("#log > li").count()
    page.fill("#text", text)
    page.click("#chat .say .btn")
    answered(page, before)


def answered(page: Page, before: int) -> None:
    """Wait until there are two more lines than before, and, without the script, until their page is whole."""
    expect(page.locator("#log > li")).to_have_count(before + 2)
    page.wait_for_load_state()


def press(page: Page, label: str) -> None:
    """Press a quick reply of the last answer, and wait for what comes of it."""
    before = page.locator("#log > li").count()
    page.locator("#latest .quick", has_text=label).first.click()
    answered(page, before)


def latest(page: Page) -> str:
    """What the assistant said last."""
    return page.locator("#latest").inner_text()


def to_the_result(page: Page, said: dict[str, str]) -> None:
    """Answer every question by its quick reply or by typing, "不清楚" for what is not given, until there is a result."""
    for _ in range(25):
        if page.locator("#latest .result").count():
            return
        asked = latest(page)
        answer = next((text for part, text in said.items() if part in asked), None)
        if answer is None:
            press(page, "不清楚")
        elif page.locator("#latest .quick", has_text=answer).count():
            press(page, answer)
        else:
            say(page, answer)
    raise AssertionError(latest(page))


@pytest.mark.parametrize("everywhere", ALL_WAYS, ids=way_id, indirect=True)
def test_from_one_sentence_to_the_result(
    everywhere: OpenPage,
    request: pytest.FixtureRequest,
    screenshot: Check,
    assert_axe_clean: Check,
    assert_comfortable: Check,
) -> None:
    page = everywhere("/chat")
    way = request.node.callspec.id
    screenshot(page, f"chat-welcome-{way}")
    assert_axe_clean(page)
    say(page, SKILL)
    chips = page.locator("#latest .chip").all_inner_texts()
    assert any("高级（三级）" in chip for chip in chips)
    assert any("2024年3月18日" in chip and "2024年3月18号" in chip for chip in chips)
    assert "执行期已经结束" in latest(page)
    screenshot(page, f"chat-over-{way}")
    press(page, "历史核算")
    said = {"现在的身份": "企业在职职工", "联网查询": "是", "发证那天": "24个月", "以前领过": "没领过", "培训补贴": "没有领过",
            "到申请那天": "两年"}  # fmt: skip
    to_the_result(page, said)
    card = page.locator("#latest .result")
    expect(card).to_contain_text("2,000.00")
    expect(card).to_contain_text("查询码")
    assert_axe_clean(page)
    assert_comfortable(page)
    screenshot(page, f"chat-result-{way}")
    # The same interview on the pages: one case code, one decision.
    code = card.locator(".code").inner_text()
    page.locator("#latest .result a.foot").click()
    expect(page.locator("h1")).to_contain_text("技能提升补贴")
    expect(page.locator(".keep .code")).to_have_text(code)
    expect(page.locator(".verdict .amount")).to_contain_text("2,000.00")


def test_an_answer_is_corrected_by_its_chip_and_shown_before_it_counts(everywhere: OpenPage) -> None:
    page = everywhere("/chat")
    say(page, SKILL)
    press(page, "历史核算")
    before = page.locator("#log > li").count()
    page.locator(".chip", has_text="证书等级").first.click()
    answered(page, before)
    assert "证书是几级" in latest(page)
    press(page, "中级（四级）")
    say(page, "看看我填的")
    assert any("中级（四级）" in chip for chip in page.locator("#latest .chip").all_inner_texts())


def test_why_and_not_sure_and_back_and_a_way_to_people(open_page: OpenPage) -> None:
    page = open_page("/chat")
    say(page, "江西，按2024年8月15号，我想查失业金")
    asked = page.locator("#latest .ask strong").inner_text()
    say(page, "为什么问这个")
    assert "依据" in latest(page) or "条" in latest(page)
    assert asked in latest(page)
    say(page, "不清楚")
    assert asked not in page.locator("#latest .ask strong").inner_text()
    say(page, "上一步")
    assert page.locator("#latest .ask strong").inner_text() == asked
    say(page, "转人工")
    assert "12333" in latest(page)
    assert re.search("[0-9A-Z]{5}-[0-9A-Z]{5}", latest(page))


def test_pages_and_chat_are_one_interview(open_page: OpenPage) -> None:
    page = open_page("/chat")
    say(page, "江西，按2024年8月15号算，我三级证能领多少技能补贴")
    page.goto("/q")
    page.check("input[name=answer][value=enterprise_employee]")
    with page.expect_navigation():
        page.click("main button.btn")
    page.goto("/chat")
    asked = page.locator("#latest .ask strong").inner_text()
    assert "身份" not in asked
    page.goto("/q")
    assert page.locator("h1").inner_text() == asked


def test_personal_numbers_are_masked_at_once(open_page: OpenPage) -> None:
    page = open_page("/chat")
    say(page, "我身份证11010519491231002X，卡号6222021234567890123，电话13812345678")
    shown = page.locator("#log").inner_text()
    for number in ("11010519491231002X", "6222021234567890123", "13812345678"):
        assert number not in shown
    assert "没有保存" in shown


def test_nothing_said_is_told_kindly(everywhere: OpenPage) -> None:
    page = everywhere("/chat")
    page.click("#chat .say .btn")
    page.locator("#text:focus, #text-error").first.wait_for()
    if page.locator("#text-error").count():  # without the script the form is sent
        expect(page.locator("#text-error")).to_contain_text("先写一句话")


def test_a_lost_connection_keeps_what_was_written(open_page: OpenPage) -> None:
    page = open_page("/chat")

    def fail(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    page.route("**/chat", fail)
    page.fill("#text", SKILL)
    page.click("#chat .say .btn")
    expect(page.locator("#sending")).to_contain_text("您写的内容还在")
    assert page.input_value("#text") == SKILL
    page.unroute("**/chat")
    page.click("#chat .say .btn")
    expect(page.locator("#latest .chip").first).to_be_visible()
    assert page.input_value("#text") == ""


def test_a_press_does_not_lose_what_is_half_written(everywhere: OpenPage) -> None:
    page = everywhere("/chat")
    page.fill("#text", "我还没写完")
    press(page, "失业保险金自查")
    assert page.input_value("#text") == "我还没写完"


def test_long_texts_wrap_and_are_answered(open_page: OpenPage, assert_comfortable: Check, screenshot: Check) -> None:
    page = open_page("/chat")
    story = "我在厂里干了八年，" * 120 + "去年厂子倒闭了，失业金能领几个月？"
    say(page, story[-1990:])
    assert_comfortable(page)
    say(page, "A" * 300)
    assert_comfortable(page)
    screenshot(page, "chat-long")


def test_large_type_and_english(
    open_page: OpenPage, assert_axe_clean: Check, assert_comfortable: Check, screenshot: Check
) -> None:
    page = open_page("/chat")
    with page.expect_navigation():
        page.fill("#text", "字太小了看不清")
        page.click("#chat .say .btn")
    assert page.locator("html.elder").count() == 1
    assert_comfortable(page, elder=True)
    assert_axe_clean(page)
    screenshot(page, "chat-elder")
    english = open_page("/chat", size="desk")
    with english.expect_navigation():  # who writes English is answered in English, and the page's frame follows
        english.fill("#text", "I got my level 3 certificate on 18 March 2024 in Jiangxi, how much is the subsidy?")
        english.click("#chat .say .btn")
    assert english.locator("html").get_attribute("lang") == "en"
    assert_axe_clean(english)
    screenshot(english, "chat-english")


def test_deleting_leaves_nothing(open_page: OpenPage) -> None:
    page = open_page("/chat")
    say(page, "江西，按2024年8月15号算，我三级证能领多少技能补贴")
    say(page, "删除我的信息")
    before = page.locator("#log > li").count()
    page.locator("#latest .quick").first.click()
    expect(page.locator("#log > li")).not_to_have_count(before)
    page.goto("/chat")
    assert "三级" not in page.locator("#log").inner_text()
    page.goto("/answers")
    assert "三级" not in page.locator("main").inner_text()
