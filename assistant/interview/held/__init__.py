"""What notices are held, shown and compared in words."""
