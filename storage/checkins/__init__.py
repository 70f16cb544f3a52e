from storage.checkins.store import CheckinStore
from storage.checkins.tables import answers, checkins, extensions, rounds
from storage.checkins.values import FIRST, Answer, Asked, Checkin, Round

__all__ = [
    "FIRST",
    "Answer",
    "Asked",
    "Checkin",
    "CheckinStore",
    "Round",
    "answers",
    "checkins",
    "extensions",
    "rounds",
]
