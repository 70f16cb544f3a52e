"""The partner card and *Vi har haft kontakt*.

Whoever notes contact (a member's press here, a guest's on their own page, a visit written down) announces
`PartnerContact`.
"""

from __future__ import annotations

from datetime import date

from bot import dates, names, sensitive
from bot.context import Context
from bot.errors import NotFound, Rejected
from bot.events import PartnerContact
from bot.interactions import Replace, Reply, Response
from bot.partner import rules, views
from bot.ui import Button, Card, Form, Style, Values
from storage.field import FieldStore
from storage.partners import PartnerStore
from storage.teams import Role, TeamStore


def name_of(ctx: Context) -> str:
    """What the team calls it, else what the course file does; "" where there is none."""
    return ctx.store(PartnerStore).partner(ctx.here.id).name or ctx.here.partner


def contact_days(ctx: Context) -> tuple[date, ...]:
    """Local days with contact, the latest first. Being there counts too."""
    noted = {one.on_day for one in ctx.store(PartnerStore).contacts(ctx.here.id)}
    visits = {ctx.locale.local(one.starts_at).date() for one in ctx.store(FieldStore).logged(ctx.here.id)}
    return tuple(sorted(noted | visits, reverse=True))


def quiet_since(ctx: Context) -> date:
    started = max(ctx.here.starts_on, ctx.here.course.starts_on)
    return rules.quiet_since(contact_days(ctx), started)


# ---- the card


def command(ctx: Context, _text: str) -> Response:
    return Reply(_card(ctx))


def show(ctx: Context) -> Response:
    return Replace(_card(ctx))


def _card(ctx: Context) -> Card:
    store = ctx.store(PartnerStore)
    days = contact_days(ctx)
    _ = ctx.locale.gettext
    buttons = (
        contact_button(ctx),
        Button(_("Ret partnerkortet"), ctx.team_action("partner/edit")),
    )
    partner, contacts = store.partner(ctx.here.id), store.contacts(ctx.here.id)
    return views.partner_card(ctx.locale, name_of(ctx), partner, contacts, next(iter(days), None), buttons)


def contact_button(ctx: Context) -> Button:
    return Button(views.contact_label(ctx.locale), ctx.team_action("partner/contact"), Style.primary)


def edit_form(ctx: Context) -> Form:
    partner = ctx.store(PartnerStore).partner(ctx.here.id)
    return views.edit_form(ctx.locale, ctx.team_action("partner/edit"), name_of(ctx), partner)


def edit(ctx: Context, values: Values) -> Response:
    name, contact = str(values["name"]), str(values["contact"])
    own = "" if name == ctx.here.partner else name
    store = ctx.store(PartnerStore)
    store.save(ctx.here.id, own, str(values["kind"]), contact, str(values["channel"]))
    _refresh(ctx)
    _ = ctx.locale.gettext
    buttons = [Button(_("Se partnerkortet"), ctx.team_action("partner/show"))]
    warning = sensitive.warning(ctx.locale, name, contact)
    if warning:
        buttons.insert(0, Button(_("Ret"), ctx.team_action("partner/edit"), Style.primary))
    return Reply(views.saved(ctx.locale, warning, tuple(buttons)))


# ---- contact


def contact(ctx: Context) -> Response:
    """*Vi har haft kontakt*: today, in one press."""
    today = ctx.locale.today
    contact_id = ctx.store(PartnerStore).note(ctx.here.id, ctx.me.id, today)
    _refresh(ctx)
    ctx.announce(PartnerContact(ctx.here.id, ctx.now))
    return Reply(_noted(ctx, contact_id, today))


def on_contact(ctx: Context, event: PartnerContact) -> None:
    """Somebody at the partner's has done something on their own page: contact, without anybody noting it. Whoever's
    contact it was, what the facilitator asked may be answered by it."""
    if ctx.role is Role.partner and ctx.person is not None:
        ctx.store(PartnerStore).note(event.team_id, ctx.me.id, ctx.locale.local(event.at).date())
    _refresh(ctx)


def _noted(ctx: Context, contact_id: int, day: date, *texts: str) -> Card:
    _ = ctx.locale.gettext
    write = _("Ret") if any(texts) else _("Skriv et par ord om det")
    buttons = (
        Button(write, ctx.team_action("partner/note", contact_id)),
        Button(_("Fortryd"), ctx.team_action("partner/undo", contact_id)),
    )
    return views.noted(ctx.locale, day, sensitive.warning(ctx.locale, *texts), buttons)


def undo(ctx: Context, contact_id: int) -> Response:
    """One's own only; pressed twice it is gone once."""
    store = ctx.store(PartnerStore)
    if store.contact(ctx.here.id, contact_id, ctx.me.id):
        store.forget(contact_id)
        _refresh(ctx)
    return Replace(views.undone(ctx.locale))


def note_form(ctx: Context, contact_id: int) -> Form:
    found = ctx.store(PartnerStore).contact(ctx.here.id, contact_id, ctx.me.id)
    if found is None:
        raise NotFound
    return views.contact_form(ctx.locale, ctx.team_action("partner/note", contact_id), found)


def note(ctx: Context, values: Values, contact_id: int) -> Response:
    store = ctx.store(PartnerStore)
    found = store.contact(ctx.here.id, contact_id, ctx.me.id)
    if found is None:
        raise NotFound
    read = dates.parse_date(str(values["day"]), ctx.locale.local(ctx.now), ctx.locale.language)
    if not isinstance(read, date):
        raise Rejected({"day": dates.explain(read, ctx.locale.gettext)})
    if read > ctx.locale.today:
        raise Rejected({"day": views.ahead(ctx.locale)})
    texts = str(values["contact"]), str(values["line"])
    if read != found.on_day:
        store.forget(contact_id)
    written = store.write(ctx.here.id, ctx.me.id, read, *texts)
    _refresh(ctx)
    return Reply(_noted(ctx, written, read, *texts))


# ---- the facilitator asks


def asked_key(day: date) -> str:
    return f"partner/asked/{day}"


def ask(ctx: Context) -> Response:
    """One press on Monday: the team is asked, once a day at most, with the press that answers."""
    today = ctx.locale.today
    latest = next(iter(contact_days(ctx)), None)
    if latest and today - latest < rules.SOON_SILENT:
        return Reply(views.answered_already(ctx.locale, latest))
    ctx.store(PartnerStore).asked(ctx.here.id, today)
    ctx.post(ctx.here, asked_key(today))
    return Reply(views.asked(ctx.locale))


def asked_card(ctx: Context, day: date) -> Card:
    latest = next(iter(contact_days(ctx)), None)
    since = latest if latest and latest >= day else None
    who = names.facilitators(ctx.locale, ctx.store(TeamStore).members(ctx.here.id, Role.facilitator))
    return views.asked_card(ctx.locale, who, _called(ctx), since, contact_button(ctx))


def _called(ctx: Context) -> str:
    return name_of(ctx) or ctx.locale.gettext("jeres lokale organisation")


def _refresh(ctx: Context) -> None:
    asked_on = ctx.store(PartnerStore).partner(ctx.here.id).asked_on
    if asked_on:
        ctx.refresh(asked_key(asked_on))
