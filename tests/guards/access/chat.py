"""Routes of the chat."""

ACCESS: dict[str, str] = {
    "GET /chat": "public",
    "POST /chat": "public",
    "GET /wechat": "gateway",
    "POST /wechat": "gateway",
}
