from storage.teams.directory import Directory
from storage.teams.store import TeamStore
from storage.teams.values import (
    MOST_OF_A_NAME,
    Account,
    Belonging,
    Course,
    Identity,
    Member,
    Person,
    Place,
    Role,
    Team,
    first_name,
)

__all__ = [
    "MOST_OF_A_NAME",
    "Account",
    "Belonging",
    "Course",
    "Directory",
    "Identity",
    "Member",
    "Person",
    "Place",
    "Role",
    "Team",
    "TeamStore",
    "first_name",
]
