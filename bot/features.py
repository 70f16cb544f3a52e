"""Every feature there is, in the order in which they hear of each other's events."""

from bot import (
    checkins,
    field,
    agreements,
    goals,
    guide,
    meetings,
    monday,
    mydata,
    partner,
    posts,
    reflections,
    roles,
    tasks,
    teams,
)
from bot.feature import Features

FEATURES = Features(
    (
        teams.feature,
        checkins.feature,
        meetings.feature,
        roles.feature,
        agreements.feature,
        goals.feature,
        reflections.feature,
        tasks.feature,
        field.feature,
        partner.feature,
        monday.feature,
        guide.feature,
        mydata.feature,
        posts.feature,
    )
)
