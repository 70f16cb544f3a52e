"""The overview: what it registers. The page itself is the web's; here is what can be pressed about it."""

from __future__ import annotations

from bot.feature import FACILITATORS, Feature, FormRoute, PersonalData, PressRoute, Retention
from bot.overview import colleagues

feature = Feature(
    name="overview",
    presses={
        "overview/which": PressRoute(colleagues.which, FACILITATORS, in_team=False),
        "overview/read": PressRoute(colleagues.read, FACILITATORS, in_team=False),
    },
    forms={
        "overview/ask": FormRoute(colleagues.ask_form, colleagues.ask, FACILITATORS),
        "overview/answer": FormRoute(colleagues.answer_form, colleagues.answer, FACILITATORS, in_team=False),
    },
    cards={"overview/asked": colleagues.asked_card, "overview/answered": colleagues.answered_card},
    personal_data=PersonalData(("colleague_question",), colleagues.export, colleagues.erase),
    retention=Retention(private=("colleague_question",), end=colleagues.end),
)
