"""The team's partners and guests: who they are, bringing somebody in, and ending it."""

from __future__ import annotations

from bot.context import Context
from bot.errors import Rejected
from bot.events import MemberJoined, MemberLeft, PartnerContact
from bot.feature import GUESTS
from bot.guests import people
from bot.guests.letters import quiet_key
from bot.guests.views import team as view
from bot.interactions import Replace, Reply, Response
from bot.ui import Button, Card, Form, Style, Values
from storage.guest_links import GuestLinkStore, is_guest_only
from storage.guests import GuestStore
from storage.teams import Member, Role, TeamStore


def command(ctx: Context, _text: str) -> Response:
    return Reply(_list(ctx))


def show(ctx: Context) -> Response:
    return Replace(_list(ctx))


def _list(ctx: Context) -> Card:
    _ = ctx.locale.gettext
    more = _("Vis mere")
    rows = []
    for one in people.guests(ctx)[: people.MOST]:
        shown = _shown(ctx, one)
        presses = (
            write_button(ctx, one.person_id, shown.name),
            Button(more, ctx.team_action("guests/one", one.person_id)),
        )
        rows.append((shown, presses))
    buttons = (
        Button(_("Ny kontakt"), ctx.team_action("guests/new"), Style.primary),
        Button(_("Spørg partneren"), ctx.team_action("guests/before")),
        Button(_("Se spørgsmål og svar"), ctx.team_action("guests/questions", 0)),
    )
    return view.listed(ctx.locale, rows, buttons)


def _shown(ctx: Context, one: Member) -> view.Shown:
    known = people.record(ctx, one.person_id)
    return view.Shown(people.name_of(ctx, one.person_id), one, known.acted_at, known.written_at)


def write_button(ctx: Context, person_id: int, name: str) -> Button:
    label = ctx.locale.gettext("Skriv til %(name)s") % {"name": name}
    return Button(label, ctx.team_action("guests/write", person_id))


def one(ctx: Context, person_id: int) -> Response:
    member = people.guest(ctx, person_id)
    _ = ctx.locale.gettext
    shown = _shown(ctx, member)
    buttons = (
        write_button(ctx, person_id, shown.name),
        Button(_("Nyt link"), ctx.team_action("guests/renew", person_id)),
        Button(_("Er ikke længere med"), ctx.team_action("guests/end", person_id)),
    )
    return Reply(view.one(ctx.locale, shown, buttons))


# ---- bringing somebody in


def new_form(ctx: Context) -> Form:
    return view.form(ctx.locale, ctx.team_action("guests/new"))


def new(ctx: Context, values: Values) -> Response:
    """A page for them. No account, no address: who brings them writes to them."""
    name, function, chosen = str(values["name"]), str(values["function"]), str(values["role"])
    role = Role.partner if chosen == Role.partner.value else Role.guest
    if role is Role.partner and not function:
        raise Rejected({"function": view.needs_function(ctx.locale)})
    if chosen == view.NETWORK:
        function = ctx.for_team(ctx.here).locale.gettext("netværksperson")
    elif role is Role.guest:
        function = ""
    people.check_name(ctx, name, function, citizen=role is Role.guest)
    person_id = ctx.store(GuestStore).bring(ctx.here.id, name, role, function, ctx.me.id)
    ctx.announce(MemberJoined(ctx.here.id, person_id))
    called = people.name_of(ctx, person_id)
    back = Button(ctx.locale.gettext("Se alle"), ctx.team_action("guests/show"))
    return Reply(view.added(ctx.locale, called, (write_button(ctx, person_id, called), back)))


# ---- ending it


def end(ctx: Context, person_id: int) -> Response:
    """Asked once more first."""
    people.guest(ctx, person_id)
    name = people.name_of(ctx, person_id)
    _ = ctx.locale.gettext
    yes = Button(_("Ja, afslut"), ctx.team_action("guests/ended", person_id), Style.danger)
    no = Button(_("Nej, behold"), ctx.team_action("guests/one", person_id))
    return Reply(view.end_sure(ctx.locale, name, (yes, no)))


def ended(ctx: Context, person_id: int) -> Response:
    people.guest(ctx, person_id)
    name = people.name_of(ctx, person_id)
    ctx.store(TeamStore).leave(ctx.here.id, person_id, "facilitator")
    ctx.store(GuestLinkStore).end(person_id)
    ctx.unschedule("guests/quiet", person_id, ctx.here.id)
    ctx.announce(MemberLeft(ctx.here.id, person_id))
    text = ctx.locale.gettext("%(name)s er ikke med mere, og linket virker ikke.") % {"name": name}
    back = Button(ctx.locale.gettext("Se alle"), ctx.team_action("guests/show"))
    return Replace(view.noted(ctx.locale, text, (back,)))


# ---- facts


def on_contact(ctx: Context, event: PartnerContact) -> None:
    """The guest has done something: whoever wrote need not phone."""
    if ctx.person is None or ctx.role not in GUESTS:
        return
    before = people.record(ctx, ctx.me.id)
    ctx.store(GuestStore).note(event.team_id, ctx.me.id, acted_at=event.at)
    if before.told:
        ctx.withdraw(quiet_key(before))


def on_joined(ctx: Context, event: MemberJoined) -> None:
    """A link that one team's people know is not to open another team's page, nor more than a guest's."""
    teams = ctx.store(TeamStore)
    of = [team for role in GUESTS for team in teams.teams_of(event.person_id, role)]
    if len(of) != 1 or not is_guest_only(ctx.tx, ctx.tenant_id, event.person_id):
        ctx.store(GuestLinkStore).end_if_any(event.person_id)
