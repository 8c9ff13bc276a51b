"""Staff: accounts, sessions and the trail of what they did."""
