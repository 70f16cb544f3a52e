"""People at the Slack door, over the wire in both modes."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest

from adapters.slack.web_api import RETRY_TOKEN
from bot.context import Context
from storage.database import Transaction
from storage.teams import TeamStore
from tests.adapters.slack.playground import FILE, Playground
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


socket_only = pytest.mark.parametrize("slack", ["socket"], indirect=True)


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


async def test_nothing_people_write_is_in_any_log(
    slack: SlackUnderTest, amira: Person, play: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything at DEBUG, the libraries too, and through what goes wrong."""
    with caplog.at_level(logging.DEBUG):
        for name in ("slack_bolt", "slack_sdk", "adapters"):
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
        await amira.fill({"Tekst": text})
        await amira.waits_for(answer)
        assert amira.modal is None
    await amira.press("Ret")
    assert amira.sees("nej"), "the draft is kept"
    assert not slack.visitor("Jonas").sees("Tak")


# ---- the platform's repeats


async def test_repeats_of_a_request_have_one_effect(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    await amira.command("/leg")
    await amira.press("Fortæl")
    await amira.command("/leg", "form")
    await amira.fill({"Tekst": "en gang"})
    seen, requests = list(play.seen), range(len(slack.slack.delivered))
    for number in [*requests, *requests]:
        await slack.slack.repeat(number)
    assert play.seen == seen


@socket_only
async def test_a_lost_acknowledgement_has_one_effect(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    await amira.command("/leg")
    slack.slack.sockets.lose_acks = 1
    await amira.press("Fortæl")
    assert play.seen == ["command", "tell"]


async def test_an_event_is_stored_before_it_is_acknowledged(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    """While the database is busy the event is not acknowledged; a repeat of it does no harm."""
    play.gate.clear()
    busy = asyncio.create_task(amira.command("/leg"))
    await asyncio.sleep(0.25)  # acknowledged by now, and still at work
    slack.slack.ack_timeout = 0.1
    await slack.slack.kick_bot(CHANNEL)
    assert slack.slack.undelivered, "not acknowledged: Slack will send it again"
    play.gate.set()
    await busy
    slack.slack.ack_timeout = 3.0
    await slack.slack.retry_events()
    assert not slack.slack.undelivered


# ---- App Home


async def test_home_answers_in_a_modal_and_shows_what_changed(
    slack: SlackUnderTest, amira: Person, play: Playground
) -> None:
    await amira.open_home()
    assert amira.home()
    published = len(slack.slack.calls_to("views.publish"))
    view = slack.slack.workspace.homes[amira.id]
    view.body["blocks"].append(
        {
            "type": "actions",
            "block_id": "mine",
            "elements": [
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": name},
                    "action_id": f"play/{route}",
                }
                for name, route in (("Fortæl", "tell"), ("Skriv", "form"))
            ],
        }
    )
    await amira.press("Fortæl")
    await amira.waits_for("Kun til dig")
    assert amira.modal is not None
    assert len(slack.slack.calls_to("views.publish")) > published
    await amira.press("Skriv")
    assert await amira.fill({"Tekst": "hjemmefra"}) == {}
    assert amira.sees("hjemmefra")
    assert slack.slack.refused == []


# ---- the workspace


async def test_the_bot_says_once_how_it_is_invited(slack: SlackUnderTest, amira: Person) -> None:
    slack.slack.channel("C2", amira, bot=False)
    slack.slack.channel("G2", amira, bot=False, private=True)
    for channel in ("C2", "G2"):
        await amira.command("/leg", channel=channel)
        await amira.waits_for("Skriv /invite @samspil her i kanalen")
        told = amira.text().count("/invite")
        await amira.command("/leg", channel=channel)
        assert amira.text().count("/invite") == told
        amira.reload()
    await amira.command("/leg", channel=CHANNEL)
    assert not amira.sees("/invite")


async def test_a_revoked_token_is_noticed_and_posts_wait_for_a_new_one(
    slack: SlackUnderTest, amira: Person
) -> None:
    slack.slack.revoke_token()
    await post(slack)
    assert slack.door is not None
    assert (slack.door.state.ready, slack.door.state.reason) == (False, "token_revoked")
    assert slack.slack.messages(CHANNEL) == []
    calls = len(slack.slack.calls)
    await post(slack, "play/files")
    assert len(slack.slack.calls) == calls, "a dead token is not tried for every post"
    slack.slack.token_state = ""
    await slack.restart()
    slack.house.world.clock.now += timedelta(seconds=RETRY_TOKEN)
    await slack.house.work()
    assert [one.text for one in slack.slack.messages(CHANNEL)] == ["Opslag", "Med filer"]


async def test_an_uninstalled_app_can_reach_nobody(slack: SlackUnderTest, amira: Person) -> None:
    await slack.slack.uninstall()
    assert slack.door is not None
    assert slack.door.state.reason in ("app_uninstalled", "account_inactive")
    await post(slack)
    with slack.house.database.transaction() as tx:
        places = context(slack, tx).store(TeamStore).places(slack.house.team_id)
    assert [one.reachable for one in places if one.platform == "slack"] == [False]
    assert slack.slack.messages(CHANNEL) == []


async def test_slack_is_down_at_the_start(slack: SlackUnderTest, amira: Person) -> None:
    await slack.close_door()
    slack.slack.faults.status("auth.test", 503, times=2)
    await slack.open_door()
    await amira.command("/leg")
    assert amira.sees("Legeplads")


@socket_only
async def test_sockets_come_back(slack: SlackUnderTest, amira: Person, play: Playground) -> None:
    for reason in ("refresh_requested", "warning"):
        opened = slack.slack.sockets.opened
        await slack.slack.sockets.disconnect(reason)
        await slack.slack.until(lambda opened=opened: slack.slack.sockets.opened > opened)  # type: ignore[misc]
        await amira.command("/leg")
    slack.slack.sockets.mute = True
    opened = slack.slack.sockets.opened
    await slack.slack.until(lambda: slack.slack.sockets.opened > opened)
    slack.slack.sockets.mute = False
    await slack.slack.connected()
    await amira.command("/leg")
    assert play.seen == ["command"] * 3
