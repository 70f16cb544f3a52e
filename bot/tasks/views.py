"""What the tasks say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import assert_never

from bot import dates
from bot.i18n import Locale, md
from bot.tasks.listing import Progress
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    ChoiceField,
    DateField,
    Form,
    Option,
    Page,
    Text,
    TextField,
)
from storage.tasks import Milestone, Task

WHAT = 150  # letters of a task: one line
NOBODY, DROPPED = "0", "dropped"
MOST_NAMED = 2


def milestone_name(locale: Locale, milestone: Milestone) -> str:
    _ = locale.gettext
    match milestone:
        case Milestone.idea:
            return _("Idé")
        case Milestone.trial:
            return _("Afprøvning")
        case Milestone.solution:
            return _("Løsning")
        case never:
            assert_never(never)


def progress_text(locale: Locale, progress: Sequence[Progress]) -> Text:
    """`Idé 3 af 4 · Afprøvning 0 af 2 · Løsning –`."""
    _ = locale.gettext
    text = md("")
    for index, one in enumerate(progress):
        count = _("%(done)s af %(all)s") % {"done": one.done, "all": one.all} if one.all else "–"
        text += md(" · " if index else "")
        text += md("**%(name)s** %(count)s", name=milestone_name(locale, one.milestone), count=count)
    return text


def due(locale: Locale, day: date) -> str:
    return dates.relative_day(day, locale.local(locale.now), locale.language)


def task_text(locale: Locale, task: Task, holder: str) -> Text:
    """`Ring til foreningen` and a line on who, when and which milestone. `holder` "": nobody."""
    _ = locale.gettext
    parts = [holder or _("ingen har taget den")]
    if task.due_on and task.due_on < locale.today:
        parts.append(_("skulle være klaret %(day)s") % {"day": due(locale, task.due_on)})
    elif task.due_on:
        parts.append(_("til %(day)s") % {"day": due(locale, task.due_on)})
    parts.append(milestone_name(locale, task.milestone).casefold())
    return md("**%(what)s**\n%(about)s", what=task.what, about=" · ".join(parts))


def list_card(
    locale: Locale,
    progress: Sequence[Progress],
    shown: Sequence[tuple[Task, tuple[Button, ...]]],
    names: Mapping[int, str],
    buttons: tuple[Button, ...],
    noted: tuple[Text, tuple[Button, ...]] | None = None,
) -> Card:
    """`noted`: what has just happened, and how to undo it."""
    _ = locale.gettext
    blocks: list[Block] = []
    if noted:
        text, undo = noted
        blocks += [text, Buttons(undo)] if undo else [text]
    if any(one.all for one in progress):
        blocks.append(progress_text(locale, progress))
    for task, presses in shown:
        blocks.append(task_text(locale, task, names.get(task.person_id or 0, "")))
        if presses:
            blocks.append(Buttons(presses))
    if not shown:
        blocks.append(md(_("Der er ingen åbne opgaver.")))
        blocks.append(_difference(locale))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(md(_("Opgaver")), tuple(blocks))


def _difference(locale: Locale) -> Text:
    _ = locale.gettext
    return md(
        _(
            "En opgave kan alle tage. Er det noget, en bestemt skal sige ja til, så lav en aftale med */aftale*."
        ),
        quiet=True,
    )


def done(locale: Locale, what: str) -> Text:
    return md(locale.gettext("Klaret: *%(what)s*. Godt gået."), what=what)


def taken(locale: Locale, what: str) -> Text:
    return md(locale.gettext("*%(what)s* er din."), what=what)


def released(locale: Locale, what: str) -> Text:
    return md(locale.gettext("*%(what)s* er fri igen."), what=what)


def taken_already(locale: Locale, what: str, name: str) -> Text:
    return md(locale.gettext("%(name)s har allerede taget *%(what)s*."), what=what, name=name)


def over_already(locale: Locale, what: str) -> Text:
    return md(locale.gettext("*%(what)s* er ikke åben længere."), what=what)


def reopened(locale: Locale, what: str) -> Text:
    return md(locale.gettext("*%(what)s* er åben igen."), what=what)


def dropped(locale: Locale, what: str) -> Text:
    return md(locale.gettext("*%(what)s* er taget af listen."), what=what)


def saved(locale: Locale, what: str) -> Text:
    return md(locale.gettext("Gemt: *%(what)s*."), what=what)


def form(locale: Locale, action: Action, people: Sequence[tuple[int, str]], task: Task | None) -> Form:
    """A new task, or one that is changed or moved. `people`: the members, as they are called."""
    _ = locale.gettext
    steps = [Option(one.value, milestone_name(locale, one)) for one in Milestone]
    if task:
        steps.append(Option(DROPPED, _("Ikke relevant længere")))
    free = Option(NOBODY, _("Ingen endnu"))
    fields = (
        TextField(
            name="what",
            label=_("Hvad skal gøres?"),
            required=True,
            max_length=WHAT,
            value=task.what if task else "",
        ),
        ChoiceField(
            name="who",
            label=_("Hvem tager den?"),
            options=(free, *(Option(str(person), name[:75]) for person, name in people)),
            value=str(task.person_id or NOBODY) if task else NOBODY,
        ),
        DateField(
            name="due",
            label=_("Til hvornår?"),
            hint=_("Må gerne være tomt."),
            value=task.due_on.isoformat() if task and task.due_on else "",
        ),
        ChoiceField(
            name="milestone",
            label=_("Hvor langt er I nået?"),
            options=tuple(steps),
            required=True,
            value=(task.milestone if task else Milestone.idea).value,
        ),
    )
    note = md(
        _(
            "Teamet og jeres facilitator kan læse det. Skal en anden sige ja til det, så lav hellere en aftale."
        ),
        quiet=True,
    )
    title = _("Flyt eller ret opgaven") if task else _("Ny opgave")
    return Form(action, title, (Page(fields, note),), send=_("Gem"))


def past(locale: Locale) -> str:
    return locale.gettext("Den dag er gået. Vælg en, der ligger fremme.")


# ---- in other places


def due_step(locale: Locale, task: Task) -> Text:
    """In the list of next steps: one that is due."""
    _ = locale.gettext
    assert task.due_on is not None
    day = due(locale, task.due_on)
    if task.due_on < locale.today:
        return md(_("Din opgave *%(what)s* skulle være klaret %(day)s."), what=task.what, day=day)
    return md(_("Din opgave *%(what)s* skal være klaret %(day)s."), what=task.what, day=day)


def free_step(locale: Locale, count: int) -> Text:
    _ = locale.gettext
    one = _("Der er en opgave, som ingen har taget endnu.")
    return (
        md(one) if count == 1 else md(_("Der er %(count)s opgaver, som ingen har taget endnu."), count=count)
    )


def topic(locale: Locale, count: int, overdue: int) -> str:
    _ = locale.gettext
    if overdue:
        return _("Opgaver: %(count)s åbne, %(overdue)s over tiden") % {"count": count, "overdue": overdue}
    return _("Opgaver: %(count)s åbne") % {"count": count}


def done_meanwhile(locale: Locale, done: Sequence[Task]) -> Text:
    _ = locale.gettext
    named = [one.what for one in done[:MOST_NAMED]]
    if len(done) > MOST_NAMED:
        named.append(_("%(count)s til") % {"count": len(done) - MOST_NAMED})
    return md(_("Klaret imens: *%(what)s*."), what=locale.names(named))


def own(locale: Locale, mine: Sequence[Task]) -> Text:
    """To somebody who has been away: what they have taken."""
    _ = locale.gettext
    first = mine[0]
    text = md(_("Din opgave: *%(what)s*"), what=first.what)
    if first.due_on:
        text += md(_(", til %(day)s"), day=due(locale, first.due_on))
    if len(mine) > 1:
        text += md(_(" (og %(count)s til)"), count=len(mine) - 1)
    return text + md(".")
