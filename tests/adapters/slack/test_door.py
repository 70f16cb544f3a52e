"""People at the Slack door, over the wire in both modes."""

from __future__ import annotations

import asyncio
import logging

import pytest

from adapters.slack import answers
from bot.context import Context
from storage.database import Transaction
from tests.adapters.slack.playground import FILE, PICTURE, Playground
from tests.doors.slack import CHANNEL, SlackUnderTest
from tests.fakes.slack import Person

FILLED = {
    "Tekst": "Hej <du>",
    "Valg": "Ved ikke",
    "Flere": ["Ja", "Nej"],
    "Skala": "3 Godt",
    "Dag": "2026-11-12",
    "Klokken": "13:15",
}


async def post(slack: SlackUnderTest, key: str = "play/card") -> None:
    """Let the core post a card in the team's place, and deliver it."""
    with slack.house.database.transaction() as tx:
        ctx = context(slack, tx)
        ctx.post(ctx.here, key)
    await slack.house.work()


def context(slack: SlackUnderTest, tx: Transaction) -> Context:
    world = slack.house.world
    assert world.team is not None
    return world.context(tx, world.team)


async def test_a_command_is_answered_on_its_acknowledgement(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    await amira.command("/leg", "med &amp; uden")
    assert amira.sees("Legeplads")
    assert not slack.visitor("Jonas").sees("Legeplads")
    await amira.command("/play")
    assert play.seen == ["command med & uden", "command"]
    assert slack.slack.calls_to("chat.postMessage") == []


async def test_a_form_goes_out_and_comes_back(slack: SlackUnderTest, amira: Person, play: Playground) -> None:
    await amira.command("/leg", "form")
    assert amira.sees("Dit team kan læse svaret.")
    assert await amira.fill(FILLED) == {}
    assert play.seen[-1] == (
        "submit text=Hej <du>; choice=; choices=('ja', 'nej'); scale=3; day=2026-11-12; hour=13:15"
    )
    assert amira.modal is not None, "the answer is private, in the modal"
    assert amira.sees("Tak\nHej <du>\n[Ret]")
    await amira.press("Ret")
    assert await amira.fill({"Tekst": "stille"}) == {}
    assert amira.modal is None
    assert slack.slack.refused == []


async def test_what_is_refused_stands_at_its_field_and_is_kept(amira: Person, play: Playground) -> None:
    await amira.command("/leg", "form")
    assert await amira.fill({**FILLED, "Tekst": "nej"}) == {"Tekst": "Prøv med et ja."}
    assert await amira.fill({"Tekst": "ja"}) == {}
    assert play.seen[-1].startswith("submit text=ja; choice=; choices=('ja', 'nej')")


async def test_presses_and_picks_on_a_post_are_answered_in_private(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    await post(slack)
    await amira.press("Fortæl")
    await amira.waits_for("Kun til dig")
    await amira.choose("Kan du?", "Ved ikke")
    await amira.waits_for("Du valgte ved ikke")
    await amira.press("Byt")
    await amira.waits_for("Byttet")
    assert amira.sees("Opslag"), "a post is the rows' business: replaced is only what is private"
    assert not slack.visitor("Jonas").sees("Byttet")
    await amira.press("Læs mere")
    await amira.press("Ikke noget")
    assert play.seen == ["tell", "pick", "swap", "quiet"]
    assert amira.followed == ["https://samspil.example"]


async def test_a_private_card_is_replaced_where_it_stands(amira: Person) -> None:
    await amira.command("/leg")
    await amira.press("Byt")
    await amira.waits_for("Byttet")
    assert not amira.sees("Legeplads")


async def test_a_defect_is_told_kindly_and_logged_without_words(
    amira: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await amira.command("/leg")
    with caplog.at_level(logging.DEBUG, "adapters"):
        await amira.press("Gå i stykker")
        await amira.waits_for("Det gik ikke")
    assert amira.sees("Prøv igen om lidt")
    mine = [record for record in caplog.records if record.name.startswith(("adapters", "slack"))]
    assert not any("kanariefugl" in record.getMessage() for record in mine)


async def test_an_old_releases_button_answers_kindly(slack: SlackUnderTest, amira: Person) -> None:
    await post(slack)
    for action in ("gone/away/1", "nonsense", "play/tell/1/2/3"):
        slack.slack.messages(CHANNEL)[-1].blocks[1]["elements"][0]["action_id"] = action
        await amira.press("Fortæl")
    await amira.waits_for("Knappen er fra en ældre besked")


async def test_a_file_for_one_goes_into_their_direct_messages(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    slack.files[FILE] = b"BEGIN:VCALENDAR"
    await amira.command("/leg", "fil")
    await amira.waits_for("(møde.ics)")
    assert "(møde.ics)" in amira.dm.last
    assert not slack.visitor("Jonas").sees("møde.ics")


async def test_a_picture_for_one_is_shown_to_them_alone(slack: SlackUnderTest, amira: Person) -> None:
    slack.files[PICTURE] = b"\x89PNG"
    await amira.command("/leg", "billede")
    await amira.waits_for("Med billede")
    await amira.waits_for("(Tre ringe)")
    assert [one.content for one in slack.slack.workspace.uploads.values()] == [b"\x89PNG"]
    assert not slack.visitor("Jonas").sees("Tre ringe")


async def test_slack_needs_a_moment_for_a_new_picture(
    slack: SlackUnderTest, amira: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack.files[PICTURE] = b"\x89PNG"
    monkeypatch.setattr(answers, "PAUSES", (0.0, 0.0))
    slack.slack.faults.status("response_url", 404)
    slack.slack.faults.error("chat.postEphemeral", "invalid_blocks")
    await amira.command("/leg", "billede")
    await amira.waits_for("(Tre ringe)")


async def test_a_picture_after_a_form_comes_into_its_modal(slack: SlackUnderTest, amira: Person) -> None:
    slack.files[PICTURE] = b"\x89PNG"
    await amira.command("/leg", "form")
    await amira.fill({**FILLED, "Tekst": "billede"})
    await amira.waits_for("(Tre ringe)")


async def test_nothing_people_write_is_in_any_log(
    slack: SlackUnderTest, amira: Person, play: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything at DEBUG, the libraries too, and through what goes wrong."""
    with caplog.at_level(logging.DEBUG):
        for name in ("slack_sdk", "adapters"):
            logging.getLogger(name).setLevel(logging.DEBUG)
        await slack.restart()
        await amira.command("/leg", "kanariefugl")
        await amira.command("/leg", "form")
        await amira.fill({**FILLED, "Tekst": "kanariefugl"})
        await amira.close_form()
        slack.slack.faults.status("response_url")
        slack.slack.faults.error("chat.postEphemeral", "internal_error")
        await amira.press("Fortæl")
        await amira.command("/samspil", "kanariefugl")
        await post(slack)
        slack.slack.faults.lose_reply("chat.update")
    assert "kanariefugl" in " ".join(play.seen)
    said = [f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records]
    assert not [one for one in said if "kanariefugl" in one or "Kun til dig" in one]
    assert any(getattr(record, "action", "") == "slack.answer_failed" for record in caplog.records)


# ---- the three seconds


async def test_a_slow_command_is_acknowledged_and_answered_later(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    play.gate.clear()
    asyncio.get_running_loop().call_later(0.3, play.gate.set)
    await amira.command("/leg")
    await amira.waits_for("Legeplads")
    assert slack.slack.calls_to("response_url"), "late answers come by the response_url"
    assert play.seen == ["command"]


async def test_a_slow_form_still_opens_while_slack_lets_it(amira: Person, play: Playground) -> None:
    play.gate.clear()
    asyncio.get_running_loop().call_later(0.3, play.gate.set)
    await amira.command("/leg", "form")
    assert amira.modal is not None


async def test_a_form_that_comes_too_late_becomes_a_button_that_opens_it(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    play.gate.clear()

    def much_later() -> None:
        slack.slack.clock.advance(3.5)
        play.gate.set()

    asyncio.get_running_loop().call_later(0.3, much_later)
    await amira.command("/leg", "form")
    await amira.waits_for("Det tog lidt længere tid end normalt")
    await amira.press("Åbn")
    assert await amira.fill({"Tekst": "stille"}) == {}
    assert play.seen[-1].startswith("submit text=stille")


async def test_a_slow_submit_is_answered_in_private_after_the_form_closed(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    for text, answer in (("ja", "Tak"), ("nej", "Prøv med et ja.")):
        await amira.command("/leg", "form")
        play.gate.clear()
        asyncio.get_running_loop().call_later(0.3, play.gate.set)
        taken = slack.house.database.run(play.gate.wait, 10)  # a form is quick, but SQLite may be taken
        await amira.fill({"Tekst": text})
        await amira.waits_for(answer)
        assert await taken
        assert amira.modal is None
    await amira.press("Ret")
    assert amira.sees("nej"), "the draft is kept"
    assert not slack.visitor("Jonas").sees("Tak")
