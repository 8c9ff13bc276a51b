"""Campaigns in the console: made in two steps, changed while nothing is submitted, seen only in their own region."""

from dataclasses import replace

import pytest
from flask import Flask

from assistant.campaigns.terms import Terms
from assistant.storage.campaigns import Campaign, Campaigns
from tests import staffing
from tests.campaigns.bureau import Bureau, firm, text_of
from tests.guards.access.importing import ACCESS
from tests.operator.desk import BASIS, TERMS, Desk, errors, value_of, words_of

NEW = "/console/campaigns/new"


def _make(desk: Desk, **other: str) -> Campaign:
    answer = desk.post(f"{NEW}/terms", **(BASIS | TERMS | other))
    assert answer.status_code == 303, errors(answer)
    return Campaigns(staffing.engine_of(desk.app)).all()[0]


def _stored(desk: Desk, number: int) -> Campaign:
    found = Campaigns(staffing.engine_of(desk.app)).get(number)
    assert found is not None
    return found


def test_a_campaign_is_made_and_listed(desk: Desk) -> None:
    assert "还没有批次" in desk.get("/console/campaigns").text
    assert desk.get(f"{NEW}/terms", **BASIS).status_code == 200
    campaign = _make(desk, title="  2024年　第一批 ", starts_at="2026-03-02 9:00", reach="pickup")
    assert (campaign.title, campaign.region, campaign.state) == ("2024年 第一批", "360000", "draft")
    terms = Terms.of(campaign)
    assert (terms.daily_cap, terms.segment_price_li, terms.reach) == (50_000, 45, "pickup")
    assert terms.starts_at is not None
    assert terms.starts_at.isoformat() == "2026-03-02T09:00:00+08:00"
    listed = desk.get("/console/campaigns").text
    assert "2024年 第一批" in listed
    assert "王芳" in listed
    (event,) = desk.events("campaign_created")
    assert (event.subject_id, event.region) == (str(campaign.id), "360000")


def test_the_list_can_be_narrowed_to_a_state(desk: Desk, bureau: Bureau) -> None:
    bureau.campaign(title="留着的")
    bureau.abort(bureau.campaign(title="终止的"))
    page = desk.get("/console/campaigns", state="aborted").text
    assert "终止的" in page
    assert "留着的" not in page


def test_what_others_send_along_is_not_taken(desk: Desk) -> None:
    campaign = _make(desk, state="approved", created_by="99", demonstration="1", version="7", approved_by="1")
    assert (campaign.state, campaign.version, campaign.demonstration, campaign.approved_by) == ("draft", 1, 0, None)
    assert campaign.created_by == desk.client.environ_base["test.account"]


def test_after_the_term_the_last_day_is_offered(desk: Desk) -> None:
    late = BASIS | {"as_of": "2025年8月1日"}
    page = desk.get(f"{NEW}/terms", **late)
    assert page.status_code == 422
    assert "这份文件的执行期已经结束" in page.text
    assert value_of(page, "as_of") == "2025年8月1日"
    answer = desk.get(f"{NEW}/terms", **late, instead="1")
    assert answer.status_code == 303
    assert "as_of=2024-12-31" in answer.headers["Location"]
    assert desk.get(f"{NEW}/terms", **late, anyway="1").status_code == 200


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"as_of": "2020-01-01"}, "as_of", "才印发"),
        ({"as_of": "年底"}, "as_of", "年-月-日"),
        ({"as_of": ""}, "as_of", "核算日期"),
        ({"title": " "}, "title", "名称"),
        ({"notice": "gansu-2024"}, "notice", "列表里"),
        ({"notice": "nothing"}, "notice", "列表里"),
    ],
)
def test_the_basis_is_checked(desk: Desk, change: dict[str, str], field: str, says: str) -> None:
    page = desk.get(f"{NEW}/terms", **(BASIS | change))
    assert page.status_code == 422
    assert says in errors(page)[field]
    assert "campaign" not in [event.subject for event in desk.events("campaign_created")]
    assert desk.post(f"{NEW}/terms", **(BASIS | TERMS | change)).status_code == 422


def test_a_person_of_one_region_makes_campaigns_of_that_region_alone(desk: Desk) -> None:
    answer = desk.post(f"{NEW}/terms", **(BASIS | TERMS | {"region": "620000", "notice": "gansu-2024"}))
    assert answer.status_code == 422
    assert Campaigns(staffing.engine_of(desk.app)).all() == []


def test_a_person_of_all_regions_cannot_mix_them(app: Flask) -> None:
    desk = Desk.of(app, "operator")
    page = desk.get(f"{NEW}/terms", **(BASIS | {"region": "620000"}))
    assert "江西" in errors(page)["notice"]


def test_a_city_makes_campaigns_by_its_provinces_notice(app: Flask) -> None:
    desk = Desk.of(app, "operator", region="360100")
    assert _make(desk, region="360100").region == "360100"


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"signature": "【南昌】"}, "signature", "括号"),
        ({"signature": ""}, "signature", "签名"),
        ({"send_from": "半夜"}, "send_from", "时:分"),
        ({"send_to": "8:30"}, "send_to", "晚于"),
        ({"reply_until": "2020-01-01"}, "reply_until", "已经过了"),
        ({"starts_at": "明天"}, "starts_at", "年-月-日"),
        ({"per_second": "0"}, "per_second", "1 到 500"),
        ({"per_second": "很多"}, "per_second", "整数"),
        ({"daily_cap": "10000001"}, "daily_cap", "之间"),
        ({"segment_price_li": "0.0455"}, "segment_price_li", "三位小数"),
        ({"segment_price_li": "-1"}, "segment_price_li", "0 到 100"),
        ({"public_days": "61"}, "public_days", "1 到 60"),
        ({"message_language": "fr"}, "message_language", ""),
    ],
)
def test_the_terms_are_checked_and_nothing_typed_is_lost(
    desk: Desk, change: dict[str, str], field: str, says: str
) -> None:
    page = desk.post(f"{NEW}/terms", **(BASIS | TERMS | {"office": "某某局<b>"} | change))
    assert page.status_code == 422
    assert says in errors(page)[field]
    assert value_of(page, "office") == "某某局<b>"
    assert "某某局<b>" not in page.text
    if field != "message_language":
        assert value_of(page, field) == change[field]
    assert value_of(page, "title") == BASIS["title"]


def test_what_the_notice_says_is_filled_in(app: Flask) -> None:
    desk = Desk.of(app, "operator")
    gansu = desk.get(f"{NEW}/terms", title="甘肃", region="620000", notice="gansu-2024", as_of="2024-08-15")
    assert 'id="requires_confirmation" checked' in gansu.text
    assert "文件要求核对确认" in gansu.text
    jilin = {"title": "吉林", "region": "220000", "notice": "jilin-2018", "as_of": "2020-06-30"}
    page = desk.get(f"{NEW}/terms", **jilin)
    assert value_of(page, "public_days") == "7"
    refused = desk.post(f"{NEW}/terms", **(TERMS | jilin | {"public_days": "6"}))
    assert errors(refused) == {"public_days": "文件要求至少 7 个工作日"}
    jiangxi = desk.get(f"{NEW}/terms", **BASIS)
    assert "文件没有写明公示几天" in jiangxi.text
    assert 'id="requires_confirmation" checked' not in jiangxi.text


def test_settings_are_changed_and_the_trail_says_how(desk: Desk) -> None:
    campaign = _make(desk)
    path = f"/console/campaigns/{campaign.id}/settings"
    assert value_of(desk.get(path), "title") == campaign.title
    form = BASIS | TERMS | {"title": "改了名", "requires_confirmation": "y", "version": "1"}
    assert desk.post(path, **form).status_code == 303
    changed = _stored(desk, campaign.id)
    assert (changed.title, Terms.of(changed).requires_confirmation) == ("改了名", True)
    (event,) = desk.events("campaign_changed")
    assert event.before is not None
    assert event.after is not None
    assert (event.before["title"], event.after["title"]) == ("2024年第一批", "改了名")


def test_by_another_day_the_firms_have_to_be_screened_again(desk: Desk, bureau: Bureau) -> None:
    campaign = bureau.campaign()
    bureau.read(campaign, text_of([firm(1)]))
    bureau.screen(campaign)
    path, form = f"/console/campaigns/{campaign.id}/settings", BASIS | TERMS
    version = _stored(desk, campaign.id).version
    assert desk.post(path, **form, version=version).status_code == 303
    assert _stored(desk, campaign.id).state == "screened"
    answer = desk.post(path, **(form | {"as_of": "2024-09-30"}), version=version + 1)
    assert answer.status_code == 303
    moved = _stored(desk, campaign.id)
    assert (moved.state, moved.summary) == ("draft", None)


def test_a_day_outside_the_term_is_asked_about_in_settings_too(desk: Desk) -> None:
    campaign = _make(desk)
    path, form = f"/console/campaigns/{campaign.id}/settings", BASIS | TERMS | {"as_of": "2025-06-30", "version": "1"}
    page = desk.post(path, **form)
    assert page.status_code == 422
    assert "这份文件的执行期已经结束" in page.text
    assert desk.post(path, **form, instead="2024-12-31").status_code == 303
    assert _stored(desk, campaign.id).as_of.isoformat() == "2024-12-31"


def test_who_was_overtaken_is_told_and_loses_nothing(desk: Desk, bureau: Bureau) -> None:
    campaign = _make(desk)
    path, form = f"/console/campaigns/{campaign.id}/settings", BASIS | TERMS | {"version": "1"}
    bureau.rename(campaign, "别人起的名")
    page = desk.post(path, **(form | {"title": "我起的名", "telephone": "12345"}))
    assert page.status_code == 409
    assert "别人改过这一批" in page.text
    assert "批次名称 ：现在保存的是“别人起的名”" in words_of(page.text)
    assert "核实电话 ：现在保存的是“0791-12333”" in words_of(page.text)
    assert value_of(page, "title") == "我起的名"
    assert _stored(desk, campaign.id).title == "别人起的名"
    assert (
        desk.post(path, **(form | {"title": "我起的名", "version": value_of(page, "version") or ""})).status_code == 303
    )
    assert _stored(desk, campaign.id).title == "我起的名"


def test_what_was_submitted_stays_as_it_is(desk: Desk, bureau: Bureau) -> None:
    campaign = _make(desk)
    Campaigns(bureau.engine).save(replace(campaign, state="submitted"))
    page = desk.post(f"/console/campaigns/{campaign.id}/settings", **(BASIS | TERMS), version="2")
    assert page.status_code == 409
    assert "已经提交" in page.text
    assert "已经提交" in desk.upload(campaign.id, text_of([firm(1)])).text


def test_the_overview_says_what_is_done_and_what_waits(desk: Desk, bureau: Bureau) -> None:
    campaign = _make(desk)
    path = f"/console/campaigns/{campaign.id}"
    page = desk.get(path)
    steps = ("imports", "screening", "reviews", "approval", "sending", "publication", "payments", "report")
    assert all(f'href="{path}/{step}"' in page.text for step in steps)
    assert "导入名单 待办 请导入" in words_of(page.text)
    bureau.read(campaign, text_of([firm(1), firm(2)]))
    assert "导入名单 完成 采用 2 行" in words_of(desk.get(path).text)
    assert "筛查 待办 名单已就绪" in words_of(desk.get(path).text)
    bureau.screen(campaign)
    shown = words_of(desk.get(path).text)
    assert "筛查 完成" in shown
    assert "短信和复核 待办" in shown


def _of_one_campaign() -> list[tuple[str, str]]:
    pairs = [tuple(route.split(" ", 1)) for route in ACCESS if "<int:number>" in route]
    return [(method, path.replace("<int:number>", "1").replace("<int:key>", "1")) for method, path in pairs]


@pytest.mark.parametrize(("method", "path"), _of_one_campaign())
def test_another_regions_campaign_is_not_there(app: Flask, desk: Desk, bureau: Bureau, method: str, path: str) -> None:
    campaign = bureau.campaign()
    bureau.read(campaign, text_of([firm(1)]))
    bureau.screen(campaign)
    stranger = Desk.of(app, "operator", region="620000")
    answer = stranger.get(path) if method == "GET" else stranger.post(path)
    assert answer.status_code == 404
    own = desk.get(path) if method == "GET" else desk.post(path)
    assert own.status_code != 404
