"""`/samspil tidszone Lissabon`: where somebody is, so that times are written to them as clocks show there."""

from __future__ import annotations

from bot import elsewhere
from bot.context import Context
from bot.errors import Rejected
from bot.guide import views
from bot.guide.people import belongings
from bot.interactions import Reply, Response
from bot.ui import Form, Values
from storage.teams import TeamStore

HOME = ("hjemme", "home", "team", "teamet")


def command(ctx: Context, text: str) -> Response:
    """With a city or a zone after it; without, the form."""
    if not text.strip():
        return ctx.ask("guide/zone")
    if text.strip().casefold() in HOME:
        return _keep(ctx, None)
    found = elsewhere.find(text)
    return _keep(ctx, found) if found else Reply(views.no_such_zone(ctx.locale))


def form(ctx: Context) -> Form:
    own = elsewhere.of(ctx.person)
    shown = elsewhere.city(own.key, ctx.locale.language) if own else ""
    return views.zone_form(ctx.locale, shown)


def keep(ctx: Context, values: Values) -> Response:
    text = str(values["place"])
    found = elsewhere.find(text) if text else None
    if text and found is None:
        raise Rejected(
            {
                "place": ctx.locale.gettext(
                    "Det sted kender jeg ikke. Skriv en by, fx Lissabon eller New York."
                )
            }
        )
    return _keep(ctx, found)


def _keep(ctx: Context, zone: str | None) -> Response:
    """In every organisation that knows the account. None: where the team is."""
    people = {person.id: person for person, _ in belongings(ctx)}.values() or (ctx.me,)
    for person in people:
        TeamStore(ctx.tx, person.tenant_id, ctx.now).set_person_settings(person, **{elsewhere.SETTING: zone})
    return Reply(views.zone_set(ctx.locale, elsewhere.city(zone, ctx.locale.language) if zone else ""))
