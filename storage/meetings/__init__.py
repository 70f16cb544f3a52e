from storage.meetings.store import MeetingStore
from storage.meetings.values import Kind, Meeting, NewMeeting, PlaceKind, Slot, State, Vote

__all__ = ["Kind", "Meeting", "MeetingStore", "NewMeeting", "PlaceKind", "Slot", "State", "Vote"]
