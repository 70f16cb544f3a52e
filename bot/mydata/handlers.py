"""`/samspil minedata`: an account may be a person in several organisations; each is asked about by itself."""

from __future__ import annotations

from dataclasses import replace

from bot import erasure, keeping, quiet, weblinks
from bot.context import Context
from bot.errors import N_, BotError, NotFound
from bot.interactions import Replace, Reply, Response
from bot.mydata import rules, views
from bot.ui import Action, Button, Style
from storage.audit import Deed
from storage.teams import Identity, Role, Team

SHOW, EXPORT, PAPER, ERASE = "mydata/show", "mydata/export", "mydata/paper", "mydata/erase"
WORDS = {
    **dict.fromkeys(("", "vis", "se", "show", "view"), SHOW),
    **dict.fromkeys(("eksport", "eksportér", "eksporter", "hent", "export", "download"), EXPORT),
    **dict.fromkeys(("slet", "slet alt", "delete", "erase"), ERASE),
}


class NotAWord(BotError):
    message = N_("Skriv vis, eksport eller slet efter minedata.")


def command(ctx: Context, text: str) -> Response:
    """`vis` (also without a word), `eksport` or `slet`."""
    word = text.strip().casefold()
    if word not in WORDS:
        raise NotAWord
    route = WORDS[word]
    identities = _identities(ctx)
    if len(identities) > 1 and ctx.team is None:
        names = {one.tenant_id: _name(one) for one in identities}
        return Reply(views.which(ctx.locale, names, route))
    tenant_id = ctx.me.tenant_id
    if route == EXPORT:
        return export(ctx, tenant_id)
    return erase_sure(ctx, tenant_id) if route == ERASE else show(ctx, tenant_id)


def _identities(ctx: Context) -> tuple[Identity, ...]:
    if ctx.sender is None:
        raise NotFound
    return ctx.directory.identities(ctx.sender.account.platform, ctx.sender.account.value)


def _name(identity: Identity) -> str:
    """An organisation by its teams: they are what the person knows it by."""
    return ", ".join(one.team.name for one in identity.teams) or identity.person.name


def as_there(ctx: Context, tenant_id: int) -> Context:
    """As the person that the account is in that organisation. Raises NotFound when it is nobody there."""
    for identity in _identities(ctx):
        if identity.tenant_id == tenant_id:
            team = ctx.team if ctx.team and ctx.team.tenant_id == tenant_id else None
            sender = ctx.sender.private_from(identity.private_since) if ctx.sender else None
            return replace(ctx, tenant_id=tenant_id, person=identity.person, team=team, sender=sender)
    raise NotFound


def _rows(ctx: Context) -> list[tuple[str, str]]:
    """Everything every feature keeps of the person."""
    found: list[tuple[str, str]] = []
    for feature in ctx.features.all:
        if feature.personal_data:
            found += feature.personal_data.export(ctx, ctx.me.id)
    return found


def show(ctx: Context, tenant_id: int) -> Response:
    mine = as_there(ctx, tenant_id)
    _ = ctx.locale.gettext
    buttons: tuple[Button, ...] = (
        Button(_("Læs det hele"), Action.to(EXPORT, tenant_id), Style.primary),
        Button(_("Slet det hele"), Action.to(ERASE, tenant_id), Style.danger),
    )
    if _is_member(mine):
        stays_out = quiet.stays_out(mine.me)
        buttons = (*buttons, views.quiet_button(ctx.locale, tenant_id, stays_out=stays_out))
    kept = views.kept(ctx.locale, [(team.course, keeping.of(team.course)) for team in _teams(mine)])
    return Reply(views.overview(ctx.locale, rules.counted(_rows(mine)), kept, buttons))


def _is_member(ctx: Context) -> bool:
    found = [team for one in _identities(ctx) if one.tenant_id == ctx.tenant_id for team in one.teams]
    return any(one.role is Role.member for one in found)


def _teams(ctx: Context) -> list[Team]:
    """One team of each course the person is in."""
    found = {one.team.course.id: one.team for identity in _identities(ctx) for one in identity.teams
             if identity.tenant_id == ctx.tenant_id}  # fmt: skip
    return list(found.values())


def export(ctx: Context, tenant_id: int, page: int = 0) -> Response:
    """All of it, in pages a private card can hold."""
    mine = as_there(ctx, tenant_id)
    pages = rules.pages(_rows(mine))
    page = min(max(page, 0), len(pages) - 1)
    if page == 0:
        for team in _teams(mine):  # one of each course
            replace(mine, team=None).audit(Deed.exported, mine.me.id, course=team.course)
    _ = ctx.locale.gettext
    whole = Action.to(PAPER, tenant_id, 0)
    buttons = []
    if page > 0:
        buttons.append(Button(_("Forrige"), Action.to(EXPORT, tenant_id, page - 1)))
    if page < len(pages) - 1:
        buttons.append(Button(_("Næste"), Action.to(EXPORT, tenant_id, page + 1)))
    if page == 0:
        buttons.append(Button(_("Hent som tekst"), url=weblinks.text(ctx.settings, whole)))
        buttons.append(Button(_("Hent som PDF"), url=weblinks.pdf(ctx.settings, whole)))
    card = views.everything(ctx.locale, pages[page], page + 1, len(pages), tuple(buttons))
    return Replace(card) if page else Reply(card)


def paper(ctx: Context, tenant_id: int, page: int) -> Response:
    """The same to print or keep: onwards only."""
    pages = rules.pages(_rows(as_there(ctx, tenant_id)))
    page = min(max(page, 0), len(pages) - 1)
    onwards = Button(ctx.locale.gettext("Næste"), Action.to(PAPER, tenant_id, page + 1))
    more = (onwards,) if page + 1 < len(pages) else ()
    return Reply(views.everything(ctx.locale, pages[page], page + 1, len(pages), more))


def erase_sure(ctx: Context, tenant_id: int) -> Response:
    as_there(ctx, tenant_id)
    _ = ctx.locale.gettext
    yes = Button(_("Ja, slet det hele"), Action.to("mydata/erased", tenant_id), Style.danger)
    first = Button(_("Læs det først"), Action.to(EXPORT, tenant_id))
    return Reply(views.erase_sure(ctx.locale, (yes, first)))


def erase_now(ctx: Context, tenant_id: int) -> Response:
    mine = as_there(ctx, tenant_id)
    erasure.erase(mine, mine.me.id)
    return Replace(views.erased(ctx.locale, ctx.settings))
