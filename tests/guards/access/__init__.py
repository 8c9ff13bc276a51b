"""Who may use which route: one table for each part of the application."""
