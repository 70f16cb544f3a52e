"""Who did what with authority: for the course lead, and for each person what is about them."""

from __future__ import annotations

from bot.audit import handlers
from bot.errors import N_
from bot.feature import Command, Feature, PersonalData, PressRoute, Retention
from storage.teams import Role

LEADS = frozenset({Role.course_lead})

feature = Feature(
    name="audit",
    commands=(
        Command(
            name="haendelser",
            handler=handlers.command,
            about=N_("Forløbsansvarlig: se, hvem der har gjort hvad, uden indhold"),
            english="events",
            native="hændelser",
            allow=LEADS,
            per_course=True,
        ),
    ),
    presses={"audit/show": PressRoute(handlers.show, LEADS)},
    personal_data=PersonalData(("audit_entry",), handlers.export, handlers.erase),
    retention=Retention(log=("audit_entry",)),
)
