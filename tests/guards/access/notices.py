"""Routes of the firm's page, 公示 and what gateways call."""

ACCESS: dict[str, str] = {
    "POST /sms/<name>/receipts": "gateway",
    "POST /sms/<name>/replies": "gateway",
}
