"""What the roles say, by subject."""
