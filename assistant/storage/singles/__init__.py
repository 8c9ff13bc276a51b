"""The outbox of single messages: written once, sent once, settled by receipt. See docs/decisions/0010."""
