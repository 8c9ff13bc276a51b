"""What providers' error codes mean: the kind that decides what happens next, and what to tell an operator.

Sources: Twilio's error dictionary (www.twilio.com/docs/api/errors), Tencent Cloud's SendSms and receipt codes
(cloud.tencent.com/document/product/382). A code that is not here is sorted by its family, and a family that nobody
knows pauses the campaign: a person looks before ten thousand messages meet the same wall.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.rules.facts import N_
from assistant.sms.gateway import ErrorKind


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code means: its kind, and a Chinese msgid that says what happened and what to do."""

    kind: ErrorKind
    text: str


_NO_SUCH_NUMBER = Meaning("permanent", N_("号码不存在或不能接收短信。请与该单位核对联系电话后另行通知。"))
_LANDLINE = Meaning("permanent", N_("这是固定电话或不能接收短信的号码。请改用手机号码，或电话通知。"))
_OUT_OF_REACH = Meaning("late_retry", N_("对方关机、停机或不在服务区。稍后会再试一次；仍不成功请电话通知。"))
_PERHAPS_GONE = Meaning(
    "late_retry", N_("号码可能已停用，也可能暂时联系不上。稍后会再试一次；仍不成功请与该单位核对号码。")
)
_OPTED_OUT = Meaning("opted_out", N_("该号码已退订或已被列入拒收名单。不再发送短信，请改用其他方式通知。"))
_BARRED = Meaning("permanent", N_("运营商拒绝向该号码投递。请改用其他方式通知。"))
_FILTERED = Meaning("pause", N_("短信被运营商或网关当作违规内容拦截。请核对签名和模板是否已报备，联系服务商后再继续。"))
_TOO_FAST = Meaning("retry", N_("发送太快，网关要求稍后再试。会自动重试，也可以调低每秒条数。"))
_BUSY = Meaning("retry", N_("网关暂时不能受理，确定没有收下。会自动重试。"))
_QUOTA = Meaning("pause", N_("已到服务商的当日上限或余额不足。请充值或提高上限，再继续发送。"))
_NUMBER_QUOTA = Meaning("late_retry", N_("该号码在短时间内收到的短信太多，服务商不再受理。稍后会再试一次。"))
_CREDENTIALS = Meaning("stop", N_("网关不认可账号或密钥。请管理员核对短信设置后重新启动，再继续发送。"))
_ACCOUNT = Meaning("stop", N_("短信账号被停用、欠费或没有这项权限。请管理员联系服务商。"))
_SENDER = Meaning("stop", N_("发送号码或签名不能用于这些短信。请管理员核对发送号码、消息服务和签名的设置。"))
_TEMPLATE = Meaning(
    "stop", N_("短信模板没有报备、没有通过审核，或参数与报备的不一致。请管理员核对模板编号和模板内容。")
)
_REQUEST = Meaning("stop", N_("网关不接受这样的请求。请管理员核对短信设置，并把错误代码告诉开发人员。"))
_TEXT = Meaning("permanent", N_("网关不接受这条短信的内容或长度。请核对该单位的名称等内容，另行通知。"))
_CANCELLED = Meaning("permanent", N_("短信在发出前被服务商取消。请查明原因，再决定是否重发。"))
_EXPIRED = Meaning("late_retry", N_("短信在有效时间内没有发出。稍后会再试一次。"))
_NETWORK = Meaning("late_retry", N_("运营商网络故障，没有送达。稍后会再试一次。"))
_UNDELIVERED = Meaning("permanent", N_("没有送达，服务商没有说明可以重试的原因。请核对号码，或改用其他方式通知。"))
_UNKNOWN = Meaning("pause", N_("网关拒绝了请求，代码不在已知之列。请向服务商查询这个代码，再继续发送。"))

OURS: Mapping[str, Meaning] = {
    "no_gateway": Meaning("pause", N_("没有设置短信网关，没有发送。请管理员设置 SMS_GATEWAY，再继续发送。")),
    "not_connected": Meaning("retry", N_("连不上短信网关，请求没有发出。会自动重试；持续不通请检查网络和网关地址。")),
    "certificate": Meaning("stop", N_("短信网关的证书不可信，请求没有发出。请管理员检查网关地址和系统时间。")),
    "no_template": Meaning("stop", N_("这条短信没有填写服务商的模板编号。请管理员补全模板编号的设置。")),
    "one_way": Meaning(
        "permanent", N_("短信网关只能发报备过的模板，不能自由回复，没有发送。要用短信回话，请换能收发的网关。")
    ),
    "too_long": Meaning("permanent", N_("短信超过网关允许的长度，没有发送。请缩短该批次的机构名称等内容。")),
    "http_429": _TOO_FAST,
    "http_401": _CREDENTIALS,
    "http_403": Meaning("pause", N_("请求被网关或中间的代理拒绝，没有发送。请检查网络出口和服务商的地址限制。")),
    "http_404": Meaning("stop", N_("网关地址不对，没有发送。请管理员核对网关地址的设置。")),
}

TWILIO: Mapping[str, Meaning] = {
    **dict.fromkeys(["20003", "20004", "20006", "20008", "20107", "20403"], _CREDENTIALS),
    **dict.fromkeys(["10001", "20005", "30002", "90010"], _ACCOUNT),
    **dict.fromkeys(["20404", "20001", "20002", "20422", "21609", "21620"], _REQUEST),
    **dict.fromkeys(["20429", "14107", "21611", "30022", "63018"], _TOO_FAST),
    "21730": _BUSY,
    **dict.fromkeys(["21211", "21214", "21217", "21401", "21421"], _NO_SUCH_NUMBER),
    **dict.fromkeys(["21614", "21635", "30006"], _LANDLINE),
    "21610": _OPTED_OUT,
    **dict.fromkeys(["21603", "21606", "21601", "21659", "21660", "21661", "21703", "21704", "21705"], _SENDER),
    **dict.fromkeys(["21212", "21213", "30024", "30032", "30034", "30035"], _SENDER),
    **dict.fromkeys(["21608", "21219", "21408"], _ACCOUNT),
    "21612": Meaning("pause", N_("现有发送号码到不了该号码。请核对发送号码是否开通中国大陆，再继续发送。")),
    **dict.fromkeys(["21602", "21604", "21605", "21617", "21619", "21654", "21656", "30044"], _TEXT),
    **dict.fromkeys(["30023", "30027", "63038", "21902"], _QUOTA),
    **dict.fromkeys(["30001", "30008", "30017", "30410", "30500"], _NETWORK),
    "30003": _OUT_OF_REACH,
    "30005": _PERHAPS_GONE,
    "30004": _BARRED,
    "30007": _FILTERED,
    "30036": _EXPIRED,
    "canceled": _CANCELLED,
}

TENCENT: Mapping[str, Meaning] = {
    **dict.fromkeys(
        ["FailedOperation.ContainSensitiveWord", "InvalidParameter.DirtyWordFound", "REJECTD", "REJECT"], _FILTERED
    ),
    "FailedOperation.InsufficientBalanceInSmsPackage": _QUOTA,
    **dict.fromkeys(
        [
            "FailedOperation.MissingSignature",
            "FailedOperation.SignatureIncorrectOrUnapproved",
            "FailedOperation.MissingSignatureList",
            "InvalidParameterValue.SignExistAndUnapproved",
        ],
        _SENDER,
    ),
    **dict.fromkeys(
        [
            "FailedOperation.TemplateIncorrectOrUnapproved",
            "FailedOperation.TemplateIdNotExist",
            "FailedOperation.TemplateUnapprovedOrNotExist",
            "FailedOperation.TemplateParamSetNotMatchApprovedTemplate",
            "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter",
            "InvalidParameterValue.TemplateParameterFormatError",
            "InvalidParameterValue.UnsupportedTemplateVariable",
        ],
        _TEMPLATE,
    ),
    **dict.fromkeys(["InvalidParameterValue.TemplateParameterLengthLimit"], _TEXT),
    **dict.fromkeys(["InvalidParameterValue.ContentLengthLimit"], _TEXT),
    **dict.fromkeys(["FailedOperation.PhoneNumberInBlacklist", "MBBLACK", "DBBLACK", "BLACK"], _OPTED_OUT),
    **dict.fromkeys(
        ["InvalidParameterValue.IncorrectPhoneNumber", "FailedOperation.PhoneNumberParseFail"], _NO_SUCH_NUMBER
    ),
    **dict.fromkeys(["RequestLimitExceeded", "LimitExceeded.DeliveryFrequencyLimit"], _TOO_FAST),
    "LimitExceeded.GlobalSmsSendingRateLimit": _TOO_FAST,
    **dict.fromkeys(
        [
            "LimitExceeded.PhoneNumberDailyLimit",
            "LimitExceeded.PhoneNumberOneHourLimit",
            "LimitExceeded.PhoneNumberSameContentDailyLimit",
            "LimitExceeded.PhoneNumberThirtySecondLimit",
        ],
        _NUMBER_QUOTA,
    ),
    "FailedOperation.NotEnterpriseCertification": _ACCOUNT,
    "FailedOperation.ProhibitSubAccountUse": _ACCOUNT,
    "FailedOperation.FailResolvePacket": _REQUEST,
    "FailedOperation.JsonParseFail": _REQUEST,
    "InternalError.SigVerificationFail": _CREDENTIALS,
    "InternalError.SigFieldMissing": _CREDENTIALS,
    "InternalError.RestApiInterfaceNotExist": _REQUEST,
    # Receipts: what carriers report.
    **dict.fromkeys(["UNDELIV", "EXPIRED", "MK:0005", "MK:0010", "MK:0013", "MK:0023"], _OUT_OF_REACH),
    **dict.fromkeys(["MK:0000", "MK:0001", "MK:0075", "DB:0101", "SUBFAIL"], _NO_SUCH_NUMBER),
    **dict.fromkeys(["COMFAIL", "WTNFAIL", "TIMEOUT", "ROUTEERR", "NOROUTER"], _NETWORK),
    **dict.fromkeys(["MK:0014", "MK:0115"], _FILTERED),
    "DELETED": _UNDELIVERED,
}

# Families, the longest beginning first: what a code that is not above most probably means.
_FAMILIES: Mapping[str, tuple[tuple[str, Meaning], ...]] = {
    "twilio": (("21", _TEXT), ("20", _REQUEST), ("30", _UNDELIVERED)),
    "tencent": (
        ("AuthFailure", _CREDENTIALS),
        ("UnauthorizedOperation", _ACCOUNT),
        ("LimitExceeded", _QUOTA),
        ("MissingParameter", _REQUEST),
        ("InvalidParameter", _REQUEST),
        ("UnsupportedOperation", _REQUEST),
    ),
}
_TABLES: Mapping[str, Mapping[str, Meaning]] = {"twilio": TWILIO, "tencent": TENCENT}


def meaning(gateway: str, code: str, *, receipt: bool = False) -> Meaning:
    """Return what a gateway's code means. In a receipt an unknown code speaks of one message, else of the whole set-up."""
    for table in (_TABLES.get(gateway, {}), OURS):
        if code in table:
            return table[code]
    for beginning, found in _FAMILIES.get(gateway, ()):
        if code.startswith(beginning):
            return found
    return _UNDELIVERED if receipt else _UNKNOWN
