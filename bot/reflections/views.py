"""What reflections say (tone.md 6 and 7)."""

from __future__ import annotations

from collections.abc import Sequence

from bot import dates
from bot.i18n import Locale, md
from bot.reflections.prompt import Prompt, Theme
from bot.reflections.rules import AskWhy, Why
from bot.ui import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    ChoiceField,
    ChoicesField,
    Divider,
    Form,
    Option,
    Page,
    Text,
    TextField,
    plain,
)
from storage.reflections import OwnText, Reflection

TEXT_LENGTH = 1200
SENTENCE_LENGTH = 300
SHOWN_IN_ALL = 2800  # characters of texts on the team's card; the whole is behind *Læs alt*
PER_PAGE = 2


def theme_name(locale: Locale, theme: str) -> str:
    _ = locale.gettext
    return {
        Theme.LEADERSHIP: _("Ledelse"),
        Theme.ORGANISATION: _("Organisering"),
        Theme.MEETINGS: _("Møder"),
        Theme.PARTICIPATION: _("Deltagelse"),
        Theme.EFFECT: _("Effekt"),
        Theme.PROFESSIONS: _("Fagligheder og lovgivning"),
    }[Theme(theme)]


def why(locale: Locale, reason: Why) -> str:
    _ = locale.gettext
    return {
        Why.ASKED: _("I har ikke haft den før."),
        Why.WEEK: _("Den hører til ugens tema."),
        Why.FIRST: _("Den er et godt sted at begynde."),
        Why.UNTRIED: _("Det tema har I ikke haft endnu."),
        Why.LEAST: _("Det tema har I haft mindst."),
    }[reason]


def _until(locale: Locale, round_: Reflection) -> str:
    return dates.deadline(locale.local(round_.deadline), locale.local(locale.now), locale.language)


def _byline(locale: Locale, round_: Reflection, opener: str) -> str:
    opened = locale.gettext("Åbnet af %(name)s") % {"name": opener} + " · " if opener else ""
    return opened + theme_name(locale, round_.theme)


def open_card(
    locale: Locale,
    round_: Reflection,
    prompt: Prompt,
    ready: tuple[int, int],
    opener: str,
    buttons: tuple[Button, ...],
) -> Card:
    _ = locale.gettext
    wording = prompt.wording(locale.language)
    how = _(
        "I skriver hver for sig. Din tekst er kun din, indtil du selv vælger at dele den. Én linje er nok, og du må springe over."
    )
    if round_.live:
        time = dates.clock(locale.local(round_.deadline), locale.language)
        shown = md(_("De delte tekster vises samlet kl. %(time)s, eller når alle er klar."), time=time)
    else:
        shown = md(
            _("De delte tekster vises samlet %(when)s, eller når alle er klar."), when=_until(locale, round_)
        )
    names = _("De vises med navn.") if round_.by_name else _("De vises uden navn, hvis mindst fire deler.")
    return Card(
        plain(wording.title),
        (
            plain(wording.question),
            md("%(how)s", how=how, quiet=True),
            shown + md(" %(names)s", names=names),
            md(
                _("%(byline)s · **%(ready)s af %(people)s er klar**"),
                byline=_byline(locale, round_, opener),
                ready=ready[0],
                people=ready[1],
            ),
            Buttons(buttons),
        ),
    )


def closed_card(locale: Locale, round_: Reflection, prompt: Prompt, opener: str) -> Card:
    """The opening card when writing is over."""
    _ = locale.gettext
    wording = prompt.wording(locale.language)
    sentences = {
        "asking": _("Skrivetiden er forbi. Jeg spørger lige dem, der har delt, om deres navn."),
        "revealed": _("Skrivetiden er forbi. Det, I har delt, står i sin egen besked."),
        "quiet": _("Skrivetiden er forbi. Ingen delte noget denne gang, og det er helt fint."),
    }
    return Card(
        plain(wording.title),
        (
            plain(wording.question),
            md("%(text)s", text=sentences[round_.state]),
            md("%(byline)s", byline=_byline(locale, round_, opener), quiet=True),
        ),
    )


def reveal_card(
    locale: Locale,
    prompt: Prompt,
    texts: Sequence[tuple[str, str]],
    conclusion: str,
    buttons: tuple[Button, ...],
) -> Card:
    """`texts` are (name or "", text) in the order they are shown."""
    _ = locale.gettext
    count = len(texts)
    if count == 1:
        intro = md(
            _("*%(title)s*. Læs den i ro, før I taler om den."), title=prompt.wording(locale.language).title
        )
    else:
        intro = md(
            _("*%(title)s*. %(count)s tekster i tilfældig rækkefølge. Læs dem i ro, før I taler om dem."),
            title=prompt.wording(locale.language).title,
            count=_number(locale, count),
        )
    blocks: list[Block] = [intro]
    room = SHOWN_IN_ALL // max(count, 1)
    for name, text in texts[:12]:
        shown = plain(clip(text, room), quote=True)
        blocks.append(md("**%(name)s**\n", name=name, quote=True) + shown if name else shown)
    blocks.append(Divider())
    if conclusion:
        blocks.append(md(_("**I tager med videre:** %(sentence)s"), sentence=conclusion))
    else:
        blocks.append(md(_("Hvad overrasker jer? Skriv én sætning, I vil tage med videre.")))
    blocks.append(Buttons(buttons))
    return Card(md(_("Her er det, I har delt")), tuple(blocks))


def _number(locale: Locale, count: int) -> str:
    _ = locale.gettext
    words = {
        2: _("To"),
        3: _("Tre"),
        4: _("Fire"),
        5: _("Fem"),
        6: _("Seks"),
        7: _("Syv"),
        8: _("Otte"),
        9: _("Ni"),
        10: _("Ti"),
    }
    return words.get(count, str(count))


def clip(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def is_clipped(texts: Sequence[tuple[str, str]]) -> bool:
    room = SHOWN_IN_ALL // max(len(texts), 1)
    return any(len(text) > room for _name, text in texts)


def texts_card(
    locale: Locale, prompt: Prompt, texts: Sequence[tuple[str, str]], page: int, buttons: tuple[Button, ...]
) -> Card:
    """The whole texts, two at a time, for one reader."""
    blocks: list[Block] = []
    for name, text in texts[page * PER_PAGE : (page + 1) * PER_PAGE]:
        if blocks:
            blocks.append(Divider())
        if name:
            blocks.append(md("**%(name)s**", name=name))
        blocks.append(plain(text, quote=True))
    if buttons:
        blocks.append(Buttons(buttons))
    return Card(plain(prompt.wording(locale.language).title), tuple(blocks))


def write_form(
    locale: Locale, action: Action, prompt: Prompt, round_: Reflection, given: tuple[str, str] | None
) -> Form:
    _ = locale.gettext
    wording = prompt.wording(locale.language)
    shared_how = _("Ja, med mit navn") if round_.by_name else _("Ja, uden navn (hvis mindst fire deler)")
    fields = (
        TextField(
            name="text",
            label=_("Din tekst"),
            hint=clip(wording.title, 100),
            required=True,
            multiline=True,
            max_length=TEXT_LENGTH,
            value=given[1] if given else "",
        ),
        ChoiceField(
            name="share",
            label=_("Vil du dele den med teamet?"),
            hint=_("Du kan ombestemme dig, indtil teksterne vises."),
            required=True,
            options=(Option("shared", shared_how), Option("kept", _("Nej, den er kun til mig"))),
            value=given[0] if given and given[0] in ("shared", "kept") else "",
        ),
    )
    note = md(
        _(
            "Deler du, kan alle i teamets kanal læse den. Deler du ikke, kan kun du. Skriv ikke om borgere, så de kan genkendes."
        ),
        quiet=True,
    )
    question = plain(wording.question + "\n") + note
    return Form(
        action, _("Skriv for dig selv"), (Page(fields, Text(question.spans, quiet=True)),), send=_("Gem")
    )


def written(locale: Locale, round_: Reflection, *, shared: bool, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    if shared:
        text = _(
            "Den vises sammen med de andres. Du kan rette den eller beholde den for dig selv, indtil de vises."
        )
    else:
        text = _("Den er kun din. Du tæller med som klar, og du finder den igen med /refleksion mine.")
    return Card(md(_("Gemt")), (md("%(text)s", text=text), Buttons(buttons)))


def ask_card(locale: Locale, reason: AskWhy, text: str, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    if reason is AskWhy.ALONE:
        question = _("Du er den eneste, der har delt denne gang. Skal den vises for teamet med dit navn?")
    else:
        question = _(
            "I er for få til, at teksterne kan stå uden navn. Må din vises med dit navn? Den kan komme til at stå alene."
        )
    return Card(
        md(_("Må din tekst vises?")),
        (md("%(q)s", q=question), plain(clip(text, 800), quote=True), Buttons(buttons)),
    )


def suggestion(locale: Locale, prompt: Prompt, reason: Why, team: str, buttons: tuple[Button, ...]) -> Card:
    _ = locale.gettext
    wording = prompt.wording(locale.language)
    about = _("%(theme)s · ca. %(minutes)s minutter") % {
        "theme": theme_name(locale, prompt.theme),
        "minutes": prompt.minutes,
    }
    return Card(
        md(_("Forslag til %(team)s"), team=team),
        (
            md("**%(title)s**", title=wording.title),
            plain(wording.question),
            md("%(about)s. %(why)s", about=about, why=why(locale, reason), quiet=True),
            Buttons(buttons),
        ),
    )


def open_form(locale: Locale, action: Action, prompt: Prompt) -> Form:
    _ = locale.gettext
    note = md(
        "**%(title)s** %(question)s",
        title=prompt.wording(locale.language).title,
        question=prompt.wording(locale.language).question,
    )
    return Form(action, _("Åbn refleksion"), (Page(_how(locale), note),), send=_("Åbn"))


def _how(locale: Locale) -> tuple[ChoiceField, ChoiceField]:
    _ = locale.gettext
    return (
        ChoiceField(
            name="time",
            label=_("Hvor lang tid?"),
            required=True,
            options=(
                Option("48", _("To døgn")),
                Option("live", _("Nu, fem minutter (I er samlet)")),
            ),
            value="48",
        ),
        ChoiceField(
            name="names",
            label=_("Vises teksterne med navn?"),
            required=True,
            options=(Option("no", _("Uden navn, hvis mindst fire deler")), Option("yes", _("Med navn"))),
            value="no",
        ),
    )


def several_form(locale: Locale, action: Action, teams: Sequence[tuple[int, str]], theme: str) -> Form:
    _ = locale.gettext
    themes = tuple(Option(one.value, theme_name(locale, one)) for one in Theme)
    fields: tuple[ChoicesField | ChoiceField, ...] = (
        ChoicesField(
            name="teams",
            label=_("Hvilke teams?"),
            required=True,
            options=tuple(Option(str(team_id), name[:75]) for team_id, name in teams[:25]),
        ),
        ChoiceField(
            name="theme", label=_("Tema"), options=(Option("any", _("Det, der passer bedst til hvert team")), *themes),
            value=theme or "any",
        ),
        *_how(locale),
    )  # fmt: skip
    note = md(_("Hvert team får sit eget spørgsmål, som det ikke har haft før."), quiet=True)
    return Form(action, _("Refleksion til flere"), (Page(fields, note),), send=_("Åbn"))


def opened(locale: Locale, rows: Sequence[tuple[str, str]]) -> Card:
    """What was opened where: (team, title or why not)."""
    _ = locale.gettext
    blocks = tuple(md("*%(team)s*: %(what)s", team=team, what=what) for team, what in rows[:25])
    return Card(md(_("Refleksion er åbnet")), blocks)


def counts(locale: Locale, prompt: Prompt, ready: tuple[int, int], buttons: tuple[Button, ...] = ()) -> Card:
    """What a facilitator sees of an open round: how many, never what."""
    _ = locale.gettext
    text = md(
        _("**%(ready)s af %(people)s er klar.** Teksterne ser du først, hvis de bliver delt i kanalen."),
        ready=ready[0],
        people=ready[1],
    )
    return Card(
        plain(prompt.wording(locale.language).title), (text, *((Buttons(buttons),) if buttons else ()))
    )


def own_card(
    locale: Locale, texts: Sequence[tuple[OwnText, str]], buttons: Sequence[Button], more: tuple[Button, ...]
) -> Card:
    """The person's own texts on this page, each with its *Slet*; `texts` are (text, title)."""
    _ = locale.gettext
    if not texts:
        return Card(md(_("Dine refleksioner")), (md(_("Du har ikke skrevet nogen endnu.")),))
    blocks: list[Block] = []
    for (own, title), button in zip(texts, buttons, strict=True):
        state = _("delt") if own.answer == "shared" else _("kun din")
        when = dates.day(locale.local(own.opened_at).date(), locale.local(locale.now), locale.language)
        blocks.append(md("**%(title)s** · %(when)s · %(state)s", title=title, when=when, state=state))
        blocks += [plain(own.text, quote=True), Buttons((button,))]
    if more:
        blocks.append(Buttons(more))
    return Card(md(_("Dine refleksioner")), tuple(blocks))


def conclude_form(locale: Locale, action: Action, given: str) -> Form:
    _ = locale.gettext
    field = TextField(
        name="sentence",
        label=_("Det tager vi med videre"),
        hint=_("Én sætning, som hele teamet kan stå ved."),
        required=True,
        max_length=SENTENCE_LENGTH,
        value=given,
    )
    note = md(_("Alle i teamet kan læse den, og den kommer i jeres log."), quiet=True)
    return Form(action, _("Én sætning"), (Page((field,), note),), send=_("Gem"))


def log_card(locale: Locale, rows: Sequence[tuple[Reflection, str]]) -> Card:
    """The team's concluding sentences, the newest first."""
    _ = locale.gettext
    blocks: tuple[Block, ...] = tuple(
        md(
            "**%(week)s · %(title)s**\n%(sentence)s",
            week=dates.week_label(locale.local(one.opened_at).date(), locale.language),
            title=title,
            sentence=one.conclusion,
        )
        for one, title in rows[:8]
    )
    return Card(md(_("Det har I taget med jer")), blocks or (md(_("Her er ikke noget endnu.")),))


def permission(locale: Locale, button: Button, facilitator: str) -> Card:
    _ = locale.gettext
    who = facilitator or _("Jeres facilitator")
    text = md(_("%(who)s åbner refleksioner for jer. I kan også vælge, at alle i teamet må."), who=who)
    return Card(md(_("Der er ingen refleksion åben lige nu")), (text, Buttons((button,))))


def noted(text: str, *buttons: Button) -> Card:
    return Card(md("%(text)s", text=text), (Buttons(buttons),) if buttons else ())
