"""How check-ins are spoken of elsewhere: in steps, on agendas, in news, in a person's export."""

from __future__ import annotations

from collections.abc import Sequence

from bot.checkins.views.words import asked_ids, heading, name, title, week
from bot.i18n import Locale, md
from bot.ui import Text
from bot.wording import count_word
from storage.checkins import Answer, Round


def is_open(locale: Locale, round_: Round, until: str) -> Text:
    text = locale.gettext("%(name)s er åbent til %(deadline)s.")
    return md(text, name=name(locale, round_.asked.name), deadline=until)


def in_the_way(locale: Locale, round_: Round, number: int) -> str:
    text = locale.ngettext(
        "Det, der spænder ben: én ting fra tjek-ind i %(week)s",
        "Det, der spænder ben: %(number)s ting fra tjek-ind i %(week)s",
        number,
    )
    return text % {"number": number, "week": week(locale, round_)}


def was_held(locale: Locale, round_: Round, answered: int) -> Text:
    text = locale.ngettext("%(round)s: ét svar.", "%(round)s: %(number)s svar.", answered)
    return md(text, round=title(locale, round_), number=answered)


def exported(locale: Locale, round_: Round, answer: Answer) -> tuple[str, str]:
    _ = locale.gettext
    label = f"{name(locale, round_.asked.name)} {round_.day.isoformat()}"
    kinds = {"away": _("Væk"), "skipped": _("Sprang over")}
    if answer.kind != "answer":
        return label, kinds[answer.kind]
    parts = [f"{answer.mood}/5" if answer.mood else ""]
    usual = [one for one in ("done", "next_step", "in_the_way") if one not in asked_ids(round_)]
    for question in (*(one for one in asked_ids(round_) if one != "mood"), *usual, *answer.more):
        said = answer.said(question)
        line = f"{heading(locale, round_, question)}: {said}" if said else ""
        parts += [line] if line not in parts else []
    return label, "\n".join(part for part in parts if part)


# ---- the facilitator's Monday


def few_answered(locale: Locale, counts: Sequence[tuple[int, int]], percent: int) -> Text:
    """`counts`: (answered, asked) of each round, the latest first."""
    _ = locale.gettext
    each = locale.names([_("%(said)s af %(of)s") % {"said": said, "of": of} for said, of in counts])
    text = _("%(share)s har svaret på tjek-ind %(times)s gange i træk: %(each)s. Spørg, om tidspunkt eller form skal laves om.")  # fmt: skip
    return md(text, share=_share(locale, percent), times=count_word(locale, len(counts)), each=each)


def few_in_many(locale: Locale, rounds: int, percent: int) -> Text:
    text = locale.gettext("%(share)s har svaret på tjek-ind %(times)s gange i træk. Spørg dem, om tidspunkt eller form skal laves om.")  # fmt: skip
    return md(text, share=_share(locale, percent), times=count_word(locale, rounds))


def _share(locale: Locale, percent: int) -> str:
    _ = locale.gettext
    return _("under halvdelen") if percent == 50 else _("under %(percent)s %%") % {"percent": percent}
