"""The firm's page: links and pickup codes, one-time codes, replies and how far they are."""
