"""Routes of signing in, accounts and the trail."""

ACCESS: dict[str, str] = {}
