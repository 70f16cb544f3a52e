"""The glossary: a word, and what each profession means by it, in its own people's words."""

from __future__ import annotations

from bot import erasure, weblinks, wordbook
from bot.context import Context
from bot.errors import N_, BotError, NotFound, Outdated, Rejected
from bot.events import TopicsChanged
from bot.glossary import board, views
from bot.interactions import Replace, Reply, Response
from bot.team_parts import Part, team_uses
from bot.ui import MAX_OPTIONS, Button, Card, Form, Style, Values
from bot.wording import noted
from storage.glossary import GlossaryStore, Word
from storage.teams import Role, TeamStore

PER_PAGE = 3
MOST = 200  # words of a team
SOURCES = ("", "refleksion", "moede")


class Full(BotError):
    message = N_("Fagordbogen er fuld. Tag et ord ud, som I ikke bruger mere.")


def command(ctx: Context, text: str) -> Response:
    """All of it, or the page with a word."""
    wanted = wordbook.plain(text)
    found = ctx.store(GlossaryStore).words(ctx.here.id)
    at = next((at for at, one in enumerate(found) if wanted and wordbook.stands_in(one.word, wanted)), 0)
    return Reply(_card(ctx, at // PER_PAGE))


def show(ctx: Context, page: int = 0) -> Response:
    return Replace(_card(ctx, page))


def _card(ctx: Context, page: int) -> Card:
    found = ctx.store(GlossaryStore).words(ctx.here.id)
    page = min(page, max(-(-len(found) // PER_PAGE) - 1, 0))
    shown = [(one, _presses(ctx, one)) for one in found[page * PER_PAGE : (page + 1) * PER_PAGE]]
    _ = ctx.locale.gettext
    buttons = []
    if ctx.role is Role.member:
        buttons.append(Button(_("Gem et ord"), ctx.team_action("glossary/new"), Style.primary))
    if page > 0:
        buttons.append(Button(_("Forrige"), ctx.team_action("glossary/show", page - 1)))
    if (page + 1) * PER_PAGE < len(found):
        buttons.append(Button(_("Næste"), ctx.team_action("glossary/show", page + 1)))
    if found:
        buttons.append(Button(_("Udskriv"), url=paper_url(ctx)))
        buttons += _sharing(ctx)
    return views.list_card(ctx.locale, shown, tuple(buttons), shared=_is_shared(ctx))


def _presses(ctx: Context, word: Word) -> tuple[Button, ...]:
    if ctx.role is not Role.member:
        return ()
    _ = ctx.locale.gettext
    written = any(one.person_id == ctx.me.id for one in word.meanings)
    label = _("Ret min betydning") if written else _("Skriv, hvad det betyder i dit fag")
    found = [Button(label, ctx.team_action("glossary/mean", word.id))]
    if not any(one.person_id not in (None, ctx.me.id) for one in word.meanings):
        found.append(Button(_("Tag ordet ud"), ctx.team_action("glossary/remove", word.id), Style.danger))
    return tuple(found)


def _sharing(ctx: Context) -> tuple[Button, ...]:
    if ctx.role is not Role.member:
        return ()
    _ = ctx.locale.gettext
    if _is_shared(ctx):
        return (Button(_("Skjul den for partneren"), ctx.team_action("glossary/share", "no")),)
    return (Button(_("Vis den for partneren"), ctx.team_action("glossary/share", "yes")),)


def paper_url(ctx: Context) -> str:
    return weblinks.paper(ctx.settings, ctx.team_action("glossary/paper", 0))


# ---- writing


def new_form(ctx: Context, source: str = "", reflection_id: int = 0) -> Form:
    """`source`: where the word was heard. Of a board that asked for words (`reflection_id`) they are there to pick."""
    if source not in SOURCES:
        raise Outdated
    args = (source, reflection_id) if reflection_id else (source,) if source else ()
    known = _known(ctx, reflection_id)
    return views.new_form(ctx.locale, ctx.team_action("glossary/new", *args), _profession(ctx), known)


def _known(ctx: Context, reflection_id: int) -> dict[str, str]:
    return board.words(ctx, reflection_id, MAX_OPTIONS, views.WORD) if reflection_id else {}


def _profession(ctx: Context) -> str:
    return next((one.profession for one in ctx.members if one.person_id == ctx.me.id), "")


def add(ctx: Context, values: Values, source: str = "", reflection_id: int = 0) -> Response:
    """A word that was written goes before one that was picked; of one's own on the board the meaning comes along, where
    one has written none before. Saved again, with no meaning, it takes none away."""
    word = str(values["word"]) or _known(ctx, reflection_id).get(str(values.get("known", "")), "")
    plain = wordbook.plain(word)
    if not plain:
        raise Rejected({"word": ctx.locale.gettext("Skriv et ord med bogstaver.")})
    store = ctx.store(GlossaryStore)
    if len(store.words(ctx.here.id)) >= MOST:
        raise Full
    word_id = store.add(ctx.here.id, word, plain, source, ctx.me.id)
    meaning = str(values["meaning"])
    if not meaning and reflection_id and not _mine(ctx, _find(ctx, word_id)):
        meaning = board.meant(ctx, reflection_id, plain)[: views.MEANING]
    if meaning:
        store.mean(word_id, ctx.me.id, _profession(ctx), meaning)
    return _written(ctx, word_id)


def _mine(ctx: Context, word: Word) -> str:
    return next((one.text for one in word.meanings if one.person_id == ctx.me.id), "")


def mean_form(ctx: Context, word_id: int) -> Form:
    word = _find(ctx, word_id)
    action = ctx.team_action("glossary/mean", word_id)
    return views.mean_form(ctx.locale, action, word, _profession(ctx), _mine(ctx, word))


def mean(ctx: Context, values: Values, word_id: int) -> Response:
    """What was there is changed; an empty field takes it away."""
    _hold(ctx, word_id)
    text = str(values["meaning"])
    ctx.store(GlossaryStore).mean(word_id, ctx.me.id, _profession(ctx) if text else "", text)
    return _written(ctx, word_id)


def _written(ctx: Context, word_id: int) -> Response:
    ctx.announce(TopicsChanged(ctx.here.id))
    return Reply(views.word_card(ctx.locale, _find(ctx, word_id), _after(ctx, word_id)))


def _after(ctx: Context, word_id: int) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    return (
        Button(_("Ret min betydning"), ctx.team_action("glossary/mean", word_id)),
        Button(_("Se fagordbogen"), ctx.team_action("glossary/show", 0)),
    )


def _find(ctx: Context, word_id: int) -> Word:
    return _found(ctx.store(GlossaryStore).word(ctx.here.id, word_id))


def _hold(ctx: Context, word_id: int) -> Word:
    """To write to it or take it out: locked until the end of the transaction. Raises NotFound."""
    return _found(ctx.store(GlossaryStore).held(ctx.here.id, word_id))


def _found(word: Word | None) -> Word:
    if word is None:
        raise NotFound
    return word


def remove(ctx: Context, word_id: int) -> Response:
    """A word that nobody else has written to."""
    word = _hold(ctx, word_id)
    if any(one.person_id not in (None, ctx.me.id) for one in word.meanings):
        raise NotFound
    ctx.store(GlossaryStore).remove(word.id)
    ctx.announce(TopicsChanged(ctx.here.id))
    erasure.overwrite(ctx, (ctx.here.id,))
    return Replace(noted(ctx.locale.gettext("Ordet er taget ud.")))


def waits_for(ctx: Context) -> Word | None:
    """A word that others have said what they mean by, and nobody of this member's profession has."""
    mine = _profession(ctx)
    for word in ctx.store(GlossaryStore).words(ctx.here.id):
        said = {one.person_id for one in word.meanings}, {one.profession for one in word.meanings}
        if word.meanings and ctx.me.id not in said[0] and not (mine and mine in said[1]):
            return word
    return None


# ---- for the partner, and on paper


def _is_shared(ctx: Context) -> bool:
    return bool(ctx.here.settings.get(wordbook.SHARED))


def share(ctx: Context, value: str) -> Response:
    """The team says that its partner may read the glossary, or no longer."""
    yes = value == "yes"
    if value not in ("yes", "no"):
        raise Outdated
    ctx.store(TeamStore).set_team_settings(ctx.here, **{wordbook.SHARED: yes or None})
    ctx.announce(TopicsChanged(ctx.here.id))
    _ = ctx.locale.gettext
    other = Button(_("Fortryd"), ctx.team_action("glossary/share", "no" if yes else "yes"))
    shown = _("Partneren kan læse fagordbogen på sin side. Den viser fag, ikke navne.")
    return Replace(noted(shown if yes else _("Fagordbogen er kun jeres."), other))


def for_partner(ctx: Context) -> list[Word]:
    """What the partner may read, while the team uses it: words that somebody has said what they mean by."""
    if not (_is_shared(ctx) and team_uses(ctx.here, Part.glossary)):
        return []
    return [one for one in ctx.store(GlossaryStore).words(ctx.here.id) if one.meanings]


def paper(ctx: Context, page: int = 0) -> Response:
    """Page by page, to print. Raises NotFound for the partner while there is nothing for them."""
    outside = ctx.role is Role.partner
    found = for_partner(ctx) if outside else ctx.store(GlossaryStore).words(ctx.here.id)
    if outside and not found:
        raise NotFound
    pages = views.paper_pages(ctx.locale, found)
    page = min(max(page, 0), len(pages) - 1)
    more: tuple[Button, ...] = ()
    if page + 1 < len(pages):
        more = (Button(ctx.locale.gettext("Næste"), ctx.team_action("glossary/paper", page + 1)),)
    return Reply(views.paper_card(ctx.locale, ctx.here.name, pages[page], more))
