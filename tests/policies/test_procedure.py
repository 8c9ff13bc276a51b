"""What notices ask of the office: JL18 三 publishes 7 working days or more; GS24 二 has firms confirm; the others say neither."""

import pytest

from assistant.policies import shipped_policies
from assistant.policies.procedure import procedure

REFUND = "stabilization_refund"


@pytest.mark.parametrize("notice", ["jiangxi-2024", "jilin-2024", "neimenggu-2025", "national-2024-40"])
def test_what_is_not_said_is_left_open(notice: str) -> None:
    found = procedure(shipped_policies(), notice, REFUND)
    assert (found.publication, found.confirmation) == (None, None)


def test_the_least_time_of_publication_is_cited() -> None:
    found = procedure(shipped_policies(), "jilin-2018", REFUND).publication
    assert found is not None
    assert (found.working_days, found.citation.notice, found.citation.section) == (7, "jilin-2018", "二（三）")


def test_that_firms_confirm_is_cited() -> None:
    found = procedure(shipped_policies(), "gansu-2024", REFUND).confirmation
    assert found is not None
    assert (found.notice, found.section, found.tier) == ("gansu-2024", "二", "T1")


def test_a_notice_without_the_program_has_no_procedure() -> None:
    with pytest.raises(KeyError):
        procedure(shipped_policies(), "statute", REFUND)
