"""Made-up accounts, firms and campaigns for a first look, in development only."""
