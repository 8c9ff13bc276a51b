"""The chat: one conversation on the web, in WeChat, by text message and in a terminal, on the interview of the pages."""
