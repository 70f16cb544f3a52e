"""What is said of the local organisation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from bot import dates
from bot.i18n import Locale, md
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    ChoiceField,
    DateField,
    Facts,
    Form,
    Option,
    Page,
    Text,
    TextField,
    plain,
)
from storage.partners import Channel, Contact, Partner, PartnerKind

NAME, CONTACT, LINE = 120, 80, 200
SHOWN = 3  # contacts on the card


def kind_name(locale: Locale, kind: PartnerKind) -> str:
    _ = locale.gettext
    match kind:
        case PartnerKind.volunteers:
            return _("Frivillige eller borgere")
        case PartnerKind.public:
            return _("Offentlig institution")
        case PartnerKind.company:
            return _("Privat virksomhed")
        case never:
            assert_never(never)


def channel_name(locale: Locale, channel: Channel) -> str:
    _ = locale.gettext
    match channel:
        case Channel.phone:
            return _("Telefon")
        case Channel.mail:
            return _("Mail")
        case Channel.visit:
            return _("Et besøg")
        case Channel.message:
            return _("Besked på en platform")
        case never:
            assert_never(never)


def day(locale: Locale, when: date) -> str:
    return dates.relative_day(when, locale.local(locale.now), locale.language)


def partner_card(
    locale: Locale,
    name: str,
    partner: Partner,
    contacts: Sequence[Contact],
    last: date | None,
    buttons: tuple[Button, ...],
) -> Card:
    """`last`: the latest contact of any kind, a visit included."""
    _ = locale.gettext
    rows = []
    if partner.kind:
        rows.append((_("Type"), plain(kind_name(locale, partner.kind))))
    if partner.contact:
        rows.append((_("Kontakt"), plain(partner.contact)))
    if partner.channel:
        rows.append((_("Nås bedst via"), plain(channel_name(locale, partner.channel))))
    blocks: list[Block] = [Facts(tuple(rows))] if rows else []
    if last:
        blocks.append(md(_("I havde sidst kontakt %(day)s."), day=day(locale, last)))
    else:
        blocks.append(md(_("Der er ikke noteret kontakt endnu. Ét tryk er nok, når I har talt sammen.")))
    said = [one for one in contacts if one.contact or one.line][:SHOWN]
    if said:
        blocks.append(_contacts(locale, said))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md("%(name)s", name=name or _("Jeres lokale organisation")), tuple(blocks))


def _contacts(locale: Locale, contacts: Sequence[Contact]) -> Text:
    text = md("")
    for index, one in enumerate(contacts):
        what = " · ".join(part for part in (one.contact, one.line) if part)
        text += md("\n" if index else "")
        said = day(locale, one.on_day)
        text += md("%(day)s: %(what)s", day=said[:1].upper() + said[1:], what=what)
    return text


def edit_form(locale: Locale, action: Action, name: str, partner: Partner) -> Form:
    _ = locale.gettext
    fields = (
        TextField(
            name="name",
            label=_("Hvad hedder organisationen?"),
            hint=_("De kan selv se navnet."),
            max_length=NAME,
            value=name,
        ),
        ChoiceField(
            name="kind",
            label=_("Hvad er det for en?"),
            options=tuple(Option(one.value, kind_name(locale, one)) for one in PartnerKind),
            value=partner.kind.value if partner.kind else "",
        ),
        TextField(
            name="contact",
            label=_("Hvem taler I med?"),
            hint=_("En funktion, fx daglig leder, ikke et navn."),
            max_length=CONTACT,
            value=partner.contact,
        ),
        ChoiceField(
            name="channel",
            label=_("Hvordan vil de helst kontaktes?"),
            options=tuple(Option(one.value, channel_name(locale, one)) for one in Channel),
            value=partner.channel.value if partner.channel else "",
        ),
    )
    return Form(action, _("Partnerkort"), (Page(fields, _read_by(locale)),), send=_("Gem"))


def _read_by(locale: Locale) -> Text:
    return md(
        locale.gettext("Teamet og jeres facilitator kan læse det. Skriv funktioner, ikke navne."), quiet=True
    )


def saved(locale: Locale, warning: Text | None, buttons: tuple[Button, ...]) -> Card:
    blocks: tuple[Block, ...] = (warning,) if warning else ()
    return Card(md(locale.gettext("Gemt")), (*blocks, Buttons(buttons)))


# ---- contact


def contact_label(locale: Locale) -> str:
    return locale.gettext("Vi har haft kontakt")


def noted(locale: Locale, on_day: date, warning: Text | None, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    blocks: list[Block] = [warning] if warning else []
    return Card(
        md(_("Noteret: I havde kontakt %(day)s"), day=day(locale, on_day)), (*blocks, Buttons(buttons))
    )


def undone(locale: Locale) -> Card:
    return Card(md(locale.gettext("Notatet om kontakt er fjernet igen")))


def contact_form(locale: Locale, action: Action, contact: Contact) -> Form:
    _ = locale.gettext
    fields = (
        DateField(name="day", label=_("Hvilken dag?"), required=True, value=contact.on_day.isoformat()),
        TextField(
            name="contact",
            label=_("Hvem talte I med?"),
            hint=_("En funktion, fx daglig leder, ikke et navn."),
            max_length=CONTACT,
            value=contact.contact,
        ),
        TextField(
            name="line",
            label=_("Hvad kom der ud af det?"),
            hint=_("Én linje er nok."),
            max_length=LINE,
            value=contact.line,
        ),
    )
    return Form(action, _("Kontakt"), (Page(fields, _read_by(locale)),), send=_("Gem"))


def ahead(locale: Locale) -> str:
    return locale.gettext("Den dag er ikke kommet endnu. Skriv den dag, I talte sammen.")


def step(locale: Locale, name: str, days: int, *, ever: bool) -> Text:
    if not ever:
        return md(locale.gettext("I har ikke noteret kontakt med %(name)s endnu."), name=name)
    text = locale.gettext("Det er %(days)s dage siden, I sidst noterede kontakt med %(name)s.")
    return md(text, days=days, name=name)


def asked_card(locale: Locale, who: str, name: str, since: date | None, button: Button) -> Card:
    """The facilitator's question in the team's channel; `since`: there has been contact since it was asked."""
    _ = locale.gettext
    title = md(_("Fra %(name)s"), name=who) if who else md(_("Fra jeres facilitator"))
    if since:
        return Card(title, (md(_("Godt at høre: I har haft kontakt med %(name)s."), name=name),))
    text = md(
        _("Har I talt med %(name)s for nylig? Ét tryk er nok. Er det svært at få fat i dem, så sig til."),
        name=name,
    )
    return Card(title, (text, Buttons((button,))))


def asked(locale: Locale) -> Card:
    return Card(md(locale.gettext("Jeg har spurgt teamet")))


def answered_already(locale: Locale, on_day: date) -> Card:
    return Card(
        md(locale.gettext("De havde kontakt %(day)s, så jeg har ikke spurgt"), day=day(locale, on_day))
    )
