"""What gateways report and what people write back."""

import logging
from collections.abc import Callable
from datetime import datetime

from assistant.campaigns.sending.hours import utc_now
from assistant.settings import Settings
from assistant.sms.gateway import Gateway, Reply, WebRequest
from assistant.storage import Engine
from assistant.storage.outbox.attempts import Attempts
from assistant.storage.outbox.opt_outs import OptOuts
from assistant.storage.outbox.receipts import Receipts
from assistant.storage.outbox.settling import News
from assistant.storage.singles.settling import Settling

log = logging.getLogger(__name__)


class Receiving:
    """Takes the calls of one gateway. The same call twice, or two in the wrong order, do no harm."""

    def __init__(
        self, engine: Engine, settings: Settings, gateway: Gateway, now: Callable[[], datetime] = utc_now
    ) -> None:
        """Keep what every call needs; nothing is read yet."""
        self._gateway, self._now = gateway, now
        self._receipts = Receipts(engine, settings.secret_key)
        self._opt_outs = OptOuts(engine, settings.secret_key)
        self._attempts = Attempts(engine, settings.secret_key)
        self._singles = Settling(engine, settings.secret_key)

    def receipts(self, request: WebRequest) -> None:
        """Apply what the gateway reports. Raises BadSignature, and then nothing was applied.

        A failure that no further message will escape (the account was closed) stops the campaign.
        """
        for receipt in self._gateway.receipts(request):
            news = News(receipt.provider_id, receipt.status, receipt.code, receipt.kind)
            if self._singles.settle(self._gateway.name, news, receipt.reference, self._now()):
                continue
            campaign = self._receipts.record(self._gateway.name, news, receipt.reference, self._now())
            if campaign is not None and receipt.status == "failed" and receipt.kind == "stop":
                log.warning("campaign %s rests: stop %s", campaign, receipt.code)
                self._attempts.rest(campaign, "stop", receipt.code or "", None)

    def wants_no_more(self, reply: Reply) -> bool:
        """Keep who wants no more messages, or wants them again; return whether the sender now wants none."""
        if reply.opted_out:
            self._opt_outs.record(reply.from_, "reply", self._now())
            return True
        if reply.returned:
            self._opt_outs.lift(reply.from_)
            return False
        return self._opt_outs.held(reply.from_)
