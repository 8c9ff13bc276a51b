"""Walking, checking and drawing whole flows."""
