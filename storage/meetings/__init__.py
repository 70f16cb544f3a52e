from storage.meetings.store import MeetingStore
from storage.meetings.values import Kind, Meeting, MeetingType, NewMeeting, PlaceKind, Slot, State, Vote, Why

__all__ = [
    "Kind",
    "Meeting",
    "MeetingStore",
    "MeetingType",
    "NewMeeting",
    "PlaceKind",
    "Slot",
    "State",
    "Vote",
    "Why",
]
