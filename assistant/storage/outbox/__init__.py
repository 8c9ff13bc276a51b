"""The outbox: queued once, claimed under a lease, written before sending, settled for good. See docs/decisions/0007."""
