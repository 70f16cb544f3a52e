"""*Skriv til partneren*: a letter for the student's own mail, and a word when no answer comes.

We send nothing ourselves: the letter has the guest's own link, and whoever asked for it sends it.
"""

from __future__ import annotations

from datetime import time, timedelta

from bot import weblinks
from bot.calendar import local_to_utc
from bot.context import Context
from bot.errors import N_, BotError, Outdated
from bot.guests import people, rules
from bot.guests.views import letters as view
from bot.guests.views import team as team_view
from bot.interactions import Replace, Reply, Response
from bot.ui import Button, Card, Style
from storage.guest_links import GuestLinkStore, is_guest_only
from storage.guests import Guest, GuestStore
from storage.schedules import Due
from storage.teams import Member, Role, TeamStore

AT = time(9)
KEPT = timedelta(days=30)  # after the course: what was agreed can still be read


class NotByLink(BotError):
    message = N_("%(name)s kommer ind på en anden måde end med et link herfra.")


class OfSeveral(BotError):
    message = N_(
        "%(name)s er med hos flere teams. Bed jeres facilitator om at skrive, så linket kun går én vej."
    )


def write(ctx: Context, person_id: int, about: str = "") -> Response:
    """The letter; what it is about is found out when it is not said."""
    one = people.guest(ctx, person_id)
    if about and about not in set(rules.Letter):
        raise Outdated
    name = people.name_of(ctx, person_id)
    _check(ctx, one, name)
    letter = _letter(ctx, one, rules.Letter(about) if about else _about(ctx, one))
    _remember(ctx, person_id)
    return Reply(_card(ctx, one, name, letter))


def _check(ctx: Context, one: Member, name: str) -> None:
    """A link opens everything of the guest's: members are given those of their own team's guests alone."""
    if not is_guest_only(ctx.tx, ctx.tenant_id, one.person_id):
        raise NotByLink(name=name)
    teams = ctx.store(TeamStore)
    of = [*teams.teams_of(one.person_id, Role.partner), *teams.teams_of(one.person_id, Role.guest)]
    if len(of) > 1 and ctx.role is not Role.facilitator:
        raise OfSeveral(name=name)


def _about(ctx: Context, one: Member) -> rules.Letter:
    routes = tuple(step.button.action.route for step in people.waiting(ctx, one) if step.button.action)
    before = people.record(ctx, one.person_id).written_at is not None
    return rules.about(routes, written_before=before, meets=bool(people.ahead(ctx, one)))


def _letter(ctx: Context, one: Member, about: rules.Letter) -> view.Written:
    until = local_to_utc(ctx.here.course.ends_on, time(23), ctx.zone) + KEPT
    token = ctx.store(GuestLinkStore).of(one.person_id, max(until, ctx.now + KEPT))
    theirs = people.as_guest(ctx, one)
    locale = theirs.locale if theirs else ctx.locale
    link = weblinks.guest_page(ctx.settings, token)
    return view.write(locale, about, one.first_name, ctx.here.name, ctx.me.first_name, link)


def _remember(ctx: Context, person_id: int) -> None:
    """When to look for an answer."""
    record = people.record(ctx, person_id)
    if record.told:
        ctx.withdraw(quiet_key(record))
    values = {"written_at": ctx.now, "written_by": ctx.me.id, "told": False}
    ctx.store(GuestStore).note(ctx.here.id, person_id, **values)
    day = rules.call_on(ctx.locale.local(ctx.now).date(), ctx.days_off.next_working_day)
    ctx.schedule("guests/quiet", local_to_utc(day, AT, ctx.zone), person_id, ctx.here.id)


def _card(ctx: Context, one: Member, name: str, letter: view.Written) -> Card:
    on_web = ctx.sender is not None and ctx.sender.account.platform == "web"  # chats open no mail program
    mail = rules.mail(letter.subject, letter.body) if on_web else None
    back = Button(ctx.locale.gettext("Se alle"), ctx.team_action("guests/show"))
    return view.card(ctx.locale, name, letter, mail, (back,))


def renew(ctx: Context, person_id: int) -> Response:
    """*Nyt link*: the old one may have come into other hands."""
    one = people.guest(ctx, person_id)
    name = people.name_of(ctx, person_id)
    _check(ctx, one, name)
    ctx.store(GuestLinkStore).end(person_id)
    text = ctx.locale.gettext("Det gamle link virker ikke mere, og ingen er logget ind med det.")
    label = ctx.locale.gettext("Skriv til %(name)s") % {"name": name}
    write_it = Button(label, ctx.team_action("guests/write", person_id), Style.primary)
    return Replace(team_view.noted(ctx.locale, text, (write_it,)))


# ---- no answer


def quiet_key(guest: Guest) -> str:
    at = int(guest.written_at.timestamp()) if guest.written_at else 0
    return f"guests/quiet/{guest.person_id}/{at}"


def quiet(ctx: Context, due: Due) -> None:
    """Three working days after a letter: whoever wrote it is advised to phone, in private and once."""
    person_id = int(due.args[0])
    one = next((one for one in people.guests(ctx) if one.person_id == person_id), None)
    record = people.record(ctx, person_id)
    if one is None or record.told or not _silent(ctx, one, record):
        return
    teams = ctx.store(TeamStore)
    team = {member.person_id for member in teams.members(ctx.here.id, Role.member, Role.facilitator)}
    to = teams.person(record.written_by) if record.written_by in team else people.keeper(ctx, record)
    if to is not None:
        ctx.store(GuestStore).note(ctx.here.id, person_id, told=True)
        ctx.post(to, quiet_key(record), expires=ctx.now + timedelta(days=7))


def _silent(ctx: Context, one: Member, record: Guest) -> bool:
    return rules.silent(record.written_at, record.acted_at) and bool(people.waiting(ctx, one))


def calls_again(ctx: Context) -> None:
    """Less waits for the team's guests than before: advice to phone may be needless."""
    for record in ctx.store(GuestStore).of_team(ctx.here.id).values():
        if record.told:
            ctx.refresh(quiet_key(record))


def quiet_card(ctx: Context, person_id: int, at: int) -> Card | None:
    """Gone when they have answered, or were written to again."""
    one = next((one for one in people.guests(ctx) if one.person_id == person_id), None)
    record = people.record(ctx, person_id)
    if one is None or ctx.person is None or not _silent(ctx, one, record):
        return None
    if record.written_at is None or int(record.written_at.timestamp()) != at:
        return None
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Skriv svaret ned"), ctx.team_action("guests/questions", 0), Style.primary),
        Button(_("Skriv igen"), ctx.team_action("guests/write", person_id)),
    )
    return view.call(ctx.locale, ctx.person.first_name, people.name_of(ctx, person_id), buttons)
