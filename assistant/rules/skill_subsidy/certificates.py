"""Which certificate counts: kind, level, date, issuer. JX24 三, NAT24 三, NM25 二 and 五; register A10, A11, A38."""

from typing import Any, Literal

from pydantic import Field

from assistant.rules.facts import N_
from assistant.rules.registry import Finding, NoParams, Params, condition, open_point
from assistant.rules.skill_subsidy.facts import NAME
from assistant.rules.values import one_of, pick

Kind = Literal[
    "skill_level",
    "vocational_qualification",
    "special_operation",
    "special_equipment",
    "professional",
    "other_certificate",
]
Gate = Literal["named_kind", "found_online", "on_provincial_catalogue"]
Level = Literal["five", "four", "three", "two", "one", "ungraded"]

UNNAMED_CERTIFICATE = open_point(
    "unnamed_certificate",
    N_(
        "文件只写了“技能人员职业资格证书或职业技能等级证书”，没有写这种证书；请核对证书全称，"
        "并在技能人才评价证书全国联网查询（zscx.osta.org.cn）查一查，再向经办机构确认"
    ),
)


class Certificate(Params):
    """``gates``: any one of them suffices. ``kinds``: the certificates that the text names.

    ``otherwise``: a certificate that passes no gate is not decided by the text ("open", A11), or refused by it.
    """

    kinds: tuple[Kind, ...] = ("skill_level", "vocational_qualification")
    gates: tuple[Gate, ...] = ("named_kind", "found_online")
    otherwise: Literal["open", "refused"] = "open"


def _gate(f: Any, p: Certificate, gate: Gate) -> Any:
    return one_of(f.certificate_kind, p.kinds) if gate == "named_kind" else getattr(f, gate)


@condition(
    NAME, "certificate", Certificate, text=N_("取得的是技能人员职业资格证书或职业技能等级证书"),
    review=N_("您说的证书种类文件没有写，但联网查询能查到；请核对证书上的全称，由经办机构认定"),
)  # fmt: skip
def certificate(f: Any, p: Certificate, at: int) -> Finding:
    """A11: what the text does not name is neither granted nor refused, unless the register of certificates has it.

    Found there, a certificate of unsure kind counts; one that was said to be of another kind goes to a person.
    """
    passed: Any = False
    for gate in p.gates:
        passed = passed | _gate(f, p, gate)
    otherwise = f.open(UNNAMED_CERTIFICATE) if p.otherwise == "open" else False
    certain: Any = True
    if "found_online" in p.gates:
        certain = one_of(f.certificate_kind, (*p.kinds, "not_sure"))
    if "on_provincial_catalogue" in p.gates:
        certain = f.on_provincial_catalogue | certain
    return Finding(pick(passed, True, otherwise), certain)


class Levels(Params):
    """``levels``: those for which the text states an amount or a ceiling."""

    levels: tuple[Level, ...] = Field(default=("five", "four", "three"), min_length=1)


@condition(
    NAME, "level_payable", Levels,
    text=N_("证书等级是文件写明标准的等级（没有写明标准的等级，如二级技师、一级高级技师，不能依据本文件发放）"),
)  # fmt: skip
def level_payable(f: Any, p: Levels, at: int) -> Finding:
    """A10: no loaded notice has an amount for levels two and one, nor for certificates without a level."""
    return Finding(one_of(f.certificate_level, p.levels))


@condition(NAME, "issued", NoParams, text=N_("申请时证书已经核发"))
def issued(f: Any, p: NoParams, at: int) -> Finding:
    """Every notice speaks of a certificate that has been obtained."""
    return Finding(f.issued_on <= at)


@condition(NAME, "certificate_valid", NoParams, text=N_("证书没有被撤销或注销"))
def certificate_valid(f: Any, p: NoParams, at: int) -> Finding:
    """For notices that say so; none of the loaded ones does."""
    return Finding(~f.certificate_revoked)


class IssuerRegion(Params):
    """``accepted``: where the issuer may sit; ``otherwise``: what becomes of certificates from elsewhere."""

    accepted: tuple[Literal["insured_province", "other_province", "central"], ...] = ("insured_province", "central")
    otherwise: Literal["refused", "review"] = "refused"


@condition(
    NAME, "issuer_region", IssuerRegion, text=N_("发证机构所在地符合文件要求"),
    review=N_("证书由外省机构核发，是否认可请由经办机构认定"),
)  # fmt: skip
def issuer_region(f: Any, p: IssuerRegion, at: int) -> Finding:
    """For notices that accept certificates of certain regions only; none of the loaded ones does."""
    accepted = one_of(f.issuer_region, p.accepted)
    return Finding(True, accepted) if p.otherwise == "review" else Finding(accepted)


@condition(
    NAME, "not_from_outside", NoParams, text=N_("证书在参保地（领金地）取得"),
    review=N_("参保地或领金地以外取得的证书，文件列为重点核查，但没有说不能领，请等经办机构核查"),
)  # fmt: skip
def not_from_outside(f: Any, p: NoParams, at: int) -> Finding:
    """NM25 五, A38: a risk flag, never a bar."""
    return Finding(True, ~f.certificate_outside_area)


@condition(
    NAME, "not_in_bulk", NoParams, text=N_("不是批量持同一评价机构的证书申领"),
    review=N_("很多人持同一家评价机构的证书批量申领，文件列为重点核查，但没有说不能领，请等经办机构核查"),
)  # fmt: skip
def not_in_bulk(f: Any, p: NoParams, at: int) -> Finding:
    """NM25 五, A38: a risk flag, never a bar."""
    return Finding(True, ~f.same_assessor_in_bulk)
