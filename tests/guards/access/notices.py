"""Routes of the firm's page, 公示 and what gateways call."""

ACCESS: dict[str, str] = {
    "GET /n": "public",
    "POST /n": "firm link",
    "GET /n/<path:token>": "public",
    "POST /n/<path:token>": "firm link",
    "POST /n/leave": "public",
    "GET /n/left": "public",
    "GET /n/proof": "firm link",
    "POST /n/proof": "firm link",
    "GET /n/found": "firm",
    "POST /n/reply": "firm",
    "GET /n/receipt": "firm",
    "GET /n/object": "firm",
    "POST /n/object": "firm",
    "POST /n/object/begin": "firm",
    "GET /n/status": "public",
    "POST /n/status": "public",
    "GET /outbox": "public",
    "POST /sms/<name>/receipts": "gateway",
    "POST /sms/<name>/replies": "gateway",
}
