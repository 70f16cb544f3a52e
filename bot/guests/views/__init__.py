"""What the guests' feature says."""
