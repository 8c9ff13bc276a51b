"""Names of firms that say at once that they are made up: 演示…"""

from random import Random
from typing import Final

_FIRST: Final = "云赣晨安瑞恒宏昌兴博泰和丰盛启明远航新锦华禾星海青松林泉竹溪岭峰川原"
_SECOND: Final = "达源通利福康顺信诚德建创辉阳润泽辰宇佳美悦群力行成方正立鼎实捷"
_TRADES: Final = (
    "机械", "电子", "服装", "食品", "建材", "物流", "商贸", "餐饮管理", "建筑工程", "陶瓷",
    "医药", "家具", "农业开发", "信息技术", "光电", "印刷包装", "汽车配件", "物业服务", "旅游发展", "环保科技",
)  # fmt: skip
# Organisation type → how its names end.
_ENDINGS: Final = {
    "enterprise": ("{trade}有限公司", "{trade}有限公司", "{trade}有限责任公司", "{trade}股份有限公司"),
    "dispatch_agency": ("人力资源有限公司", "劳务派遣有限公司"),
    "social_group": ("行业协会", "商会"),
    "foundation": ("公益基金会",),
    "social_service": ("养老服务中心", "社会工作服务中心", "职业培训学校"),
    "law_firm": ("律师事务所",),
    "accounting_firm": ("会计师事务所",),
    "individual_business": ("{trade}经营部（个体工商户）", "副食店（个体工商户）"),
}


def firm_name(random: Random, organisation_type: str) -> str:
    """Return a name such as 演示云达机械有限公司."""
    word = random.choice(_FIRST) + random.choice(_SECOND)
    ending = random.choice(_ENDINGS[organisation_type])
    return f"演示{word}{ending.format(trade=random.choice(_TRADES))}"
