"""Text messages: the gateway protocol, the gateways, the wording. Nothing here knows campaigns or the database."""
