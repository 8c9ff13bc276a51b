"""Screening: a whole file of firms or persons decided at once."""
