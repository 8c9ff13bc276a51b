"""Routes of the console: campaigns, files, screening."""

ACCESS: dict[str, str] = {}
