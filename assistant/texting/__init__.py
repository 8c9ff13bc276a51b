"""Text messages to one person, outside campaigns: written once, sent once, settled by receipt. See docs/decisions/0010."""
