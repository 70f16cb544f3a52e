"""What the check-in says."""
