"""Every feature there is, in the order in which they hear of each other's events."""

from bot import checkins, monday, reflections
from bot.feature import Features

FEATURES = Features((checkins.feature, reflections.feature, monday.feature))
