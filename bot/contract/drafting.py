"""Wording the points together: anybody proposes, the newest is in the draft, and none is lost."""

from __future__ import annotations

from bot import clauses
from bot.context import Context
from bot.contract import letters, rules, standing, timing, views
from bot.contract.standing import Standing, load
from bot.errors import NotFound, Outdated
from bot.interactions import Ask, Replace, Reply, Response
from bot.ui import Button, Card, Form, Style, Values
from storage.contract import ContractStore, Wording
from storage.teams import Role, TeamStore

ROOM, MOST = 2600, 5  # letters and points of a page: each has a row of buttons


def show(ctx: Context, page: int = 0) -> Response:
    """The draft, point by point."""
    return Replace(card(ctx, load(ctx), page))


def card(ctx: Context, now: Standing, page: int = 0, *, at: str = "") -> Card:
    """A page of the draft; the one with the point `at`, where one is named."""
    draft, member = now.draft, ctx.role is Role.member
    first = [one.id for one in clauses.ready().values() if one.first]
    shown = [*dict.fromkeys([*(one for one in clauses.ready() if one in draft or one in first), *draft])]
    found = rules.pages([len(draft.get(one, "")) + 120 for one in shown], ROOM, MOST)
    if at in shown:
        page = next(number for number, places in enumerate(found) if shown.index(at) in places)
    page = min(max(page, 0), len(found) - 1)
    rows = [
        views.Point(
            standing.title_of(ctx, one),
            draft.get(one, ""),
            _hint(ctx, one),
            _buttons(ctx, now, one) if member else (),
        )
        for one in (shown[place] for place in found[page])
    ]
    others = [one for one in clauses.ready() if one not in shown]
    pick = ctx.team_action("contract/add") if others and member else None
    options = [(one, standing.title_of(ctx, one)) for one in others]
    return views.draft_card(
        ctx.locale,
        rows,
        (pick, options) if pick else None,
        _onwards(ctx, now, page, len(found)),
        standing.facilitator_names(ctx),
        comment=_comment(now),
    )


def _comment(now: Standing) -> str:
    version = now.version
    return version.comment if version is not None and version.state == rules.State.returned else ""


def _hint(ctx: Context, clause: str) -> str:
    known = clauses.ready().get(clause)
    return known.words(ctx.locale.language).hint if known else ""


def _buttons(ctx: Context, now: Standing, clause: str) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    there = clause in now.draft
    write = Button(
        _("Ret") if there else _("Skriv"),
        ctx.team_action("contract/write", clause, _newest(now, clause)),
        Style.normal if there else Style.primary,
    )
    if not there:
        return (write,)
    return (write, Button(_("Se tidligere ordlyd"), ctx.team_action("contract/earlier", clause)))


def _onwards(ctx: Context, now: Standing, page: int, pages: int) -> tuple[Button, ...]:
    _ = ctx.locale.gettext
    buttons: list[Button] = []
    if page > 0:
        buttons.append(Button(_("Forrige"), ctx.team_action("contract/draft", page - 1)))
    if page + 1 < pages:
        buttons.append(Button(_("Næste"), ctx.team_action("contract/draft", page + 1)))
    if ctx.role is not Role.member:
        return tuple(buttons)
    if now.unsent or (now.stage is rules.Stage.returned and now.draft):
        buttons.append(send_button(ctx))
    if now.stage in (rules.Stage.draft, rules.Stage.returned):
        buttons.append(Button(_("Vi har den på papir"), ctx.team_action("contract/paper")))
        if letters.has_written(ctx) and (letter := letters.button(ctx)):  # the draft is all `/kontrakt` shows
            buttons.append(letter)
    return tuple(buttons)


def send_button(ctx: Context) -> Button:
    return Button(ctx.locale.gettext("Send til underskrift"), ctx.team_action("contract/send"), Style.primary)


# ---- one point


def _known(clause: str) -> clauses.Clause:
    found = clauses.ready().get(clause)
    if found is None:
        raise NotFound
    return found


def _of(now: Standing, clause: str) -> list[Wording]:
    return [one for one in now.wordings if one.clause == clause]


def _newest(now: Standing, clause: str) -> int:
    """The id of the wording that is in the draft, 0 where there is none."""
    found = _of(now, clause)
    return found[-1].id if found else 0


def add(ctx: Context, clause: str) -> Ask:
    """Picked from the list of further points."""
    return ctx.ask("contract/write", _known(clause).id, _newest(load(ctx), clause))


def write_form(ctx: Context, clause: str, based_on: int = 0) -> Form:
    """`based_on`: the wording it begins with; 0: a ready one, of ours."""
    point, now = _known(clause), load(ctx)
    said = _based_on(now, clause, based_on)
    action = ctx.team_action("contract/write", clause, based_on)
    words = point.words(ctx.locale.language)
    return views.write_form(
        ctx.locale,
        action,
        words.title,
        words.hint,
        said or words.wording,
        standing.facilitator_names(ctx),
        ready=not said,
    )


def _based_on(now: Standing, clause: str, wording_id: int) -> str:
    """Its text, "" for none. Raises NotFound."""
    found = next((one.text for one in _of(now, clause) if one.id == wording_id), None)
    if wording_id and found is None:
        raise NotFound
    return found or ""


def write(ctx: Context, values: Values, clause: str, based_on: int = 0) -> Response:
    """In the draft from now on. Where somebody else wrote meanwhile, both are there to choose from."""
    point = _known(clause)
    timing.begin(ctx)
    now = standing.hold(ctx)
    text = str(values["text"])
    meanwhile = [one for one in _of(now, clause) if one.id > based_on and one.written_by != ctx.me.id]
    if text != now.draft.get(clause, ""):
        ctx.store(ContractStore).write(ctx.here.id, point.id, text, ctx.me.id)
        _shown(ctx, now)
    if meanwhile and meanwhile[-1].text not in ("", text):
        return Reply(_both(ctx, meanwhile[-1]))
    return Reply(card(ctx, load(ctx), at=clause))


def _shown(ctx: Context, before: Standing) -> None:
    """The first words put the card in the channel; the next ones draw it again."""
    if before.contract is None or not before.contract.card:
        standing.post_anew(ctx)
    else:
        standing.refresh(ctx, before)


def _both(ctx: Context, theirs: Wording) -> Card:
    person = ctx.store(TeamStore).person(theirs.written_by) if theirs.written_by else None
    _ = ctx.locale.gettext
    buttons = (
        Button(_("Brug den i stedet"), ctx.team_action("contract/restore", theirs.id)),
        Button(_("Skriv dem sammen"), ctx.team_action("contract/write", theirs.clause, theirs.id)),
        Button(_("Behold min"), ctx.team_action("contract/draft", 0)),
    )
    return views.both(ctx.locale, person.first_name if person else "", theirs.text, buttons)


def earlier(ctx: Context, clause: str) -> Response:
    """What the point has said before, the newest first."""
    point, now = _known(clause), load(ctx)
    current = now.draft.get(clause, "")
    texts: dict[str, Wording] = {}
    for one in _of(now, clause):
        if one.text and one.text != current:
            texts.pop(one.text, None)
            texts[one.text] = one
    _ = ctx.locale.gettext
    rows = [
        (one.text, Button(_("Brug den igen"), ctx.team_action("contract/restore", one.id)))
        for one in list(texts.values())[: -views.MOST_EARLIER - 1 : -1]
    ]
    drop = Button(_("Tag punktet ud"), ctx.team_action("contract/drop", clause))
    back = Button(_("Tilbage"), ctx.team_action("contract/draft", 0))
    return Replace(
        views.earlier_card(
            ctx.locale, point.words(ctx.locale.language).title, rows, (drop, back) if current else (back,)
        )
    )


def restore(ctx: Context, wording_id: int) -> Response:
    now = standing.hold(ctx)
    wording = next((one for one in now.wordings if one.id == wording_id), None)
    if wording is None:
        raise NotFound
    return _put(ctx, now, wording.clause, wording.text)


def drop(ctx: Context, clause: str) -> Response:
    now = standing.hold(ctx)
    if clause not in now.draft:
        raise Outdated
    return _put(ctx, now, clause, "")


def _put(ctx: Context, now: Standing, clause: str, text: str) -> Response:
    if now.draft.get(clause, "") != text:
        ctx.store(ContractStore).write(ctx.here.id, clause, text, ctx.me.id)
        _shown(ctx, now)
    return Replace(card(ctx, load(ctx), at=clause))
