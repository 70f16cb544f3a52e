"""How many a team is."""

MOST_MEMBERS = 24  # a list to pick from holds 25
