"""What the teams feature says, by subject."""
