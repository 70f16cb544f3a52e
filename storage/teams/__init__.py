from storage.teams.directory import Directory
from storage.teams.store import TeamStore
from storage.teams.values import Account, Belonging, Course, Identity, Member, Person, Place, Role, Team

__all__ = [
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
]
