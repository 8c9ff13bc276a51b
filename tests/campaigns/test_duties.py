"""What notices ask of the office: JL18 三 publishes 7 working days or more; GS24 二 has firms confirm; the others say neither."""

import pytest

from assistant.campaigns.duties import stated_duty
from assistant.policies import shipped_policies

REFUND = "stabilization_refund"


@pytest.mark.parametrize("notice", ["jiangxi-2024", "jilin-2024", "neimenggu-2025", "national-2024-40"])
def test_what_is_not_said_is_left_open(notice: str) -> None:
    held = shipped_policies()
    assert stated_duty(held, notice, REFUND, "publication") is None
    assert stated_duty(held, notice, REFUND, "confirmation") is None


def test_the_least_time_of_publication_is_cited() -> None:
    found = stated_duty(shipped_policies(), "jilin-2018", REFUND, "publication")
    assert found is not None
    assert found.publication is not None
    assert (found.stated_by.id, found.publication.working_days_at_least) == ("jilin-2018", 7)
    assert "二（三）" in found.clause()


def test_that_firms_confirm_is_cited() -> None:
    found = stated_duty(shipped_policies(), "gansu-2024", REFUND, "confirmation")
    assert found is not None
    assert found.stated_by.id == "gansu-2024"
    assert found.clause().endswith("第二条")


def test_a_notice_without_the_program_has_no_duties() -> None:
    with pytest.raises(KeyError):
        stated_duty(shipped_policies(), "statute", REFUND, "publication")
