"""Routes of the console: review, approval, sending, publication, payment."""

ACCESS: dict[str, str] = {}
