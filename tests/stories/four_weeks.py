"""Four weeks of one team in Slack, Discord and a browser: check-in → agenda → meeting → minutes → agreements →
check-in. What somebody writes once is there for the others at the next link of the chain, whatever their door.

Clocks go back on Sunday 25 October 2026, between the first week and the second.
"""

from __future__ import annotations

from tests.stories import planning, visiting
from tests.stories.chain import PARTNER
from tests.stories.town import Town


async def four_weeks(town: Town) -> None:
    town.partner = PARTNER
    await town.begin("2026-10-16 13:00", starts="2026-10-12")
    await planning.a_time_is_found(town)
    await planning.a_partner_gets_a_page(town)
    await planning.what_is_in_the_way_is_on_the_agenda(town)

    await planning.clocks_go_back(town)
    await planning.two_swap_roles(town)
    await planning.the_partner_answers(town)
    await planning.they_meet(town)
    await planning.the_minutes_say_it(town)
    await planning.who_was_away_is_told(town)
    await planning.the_next_check_in(town)
    await planning.an_agreement_is_late(town)

    await visiting.the_partner_votes(town)
    await visiting.the_meeting_is_moved(town)
    await visiting.one_leaves(town)
    await visiting.the_next_agenda_has_what_is_open(town)
    await visiting.they_visit(town)

    await visiting.it_all_comes_round(town)
    visiting.within_the_noise_budget(town)
