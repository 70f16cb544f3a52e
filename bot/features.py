"""Every feature there is, in the order in which they hear of each other's events."""

from bot import (
    agenda,
    agreements,
    availability,
    catchup,
    checkins,
    contract,
    field,
    goals,
    guests,
    guide,
    library,
    meetings,
    minutes,
    monday,
    mydata,
    partner,
    posts,
    reflections,
    roles,
    supervision,
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
        agenda.feature,
        minutes.feature,
        agreements.feature,
        goals.feature,
        contract.feature,
        supervision.feature,
        availability.feature,
        reflections.feature,
        tasks.feature,
        field.feature,
        partner.feature,
        library.feature,
        guests.feature,
        monday.feature,
        guide.feature,
        catchup.feature,
        mydata.feature,
        posts.feature,
    )
)
