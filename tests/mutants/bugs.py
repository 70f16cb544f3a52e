"""Bugs to be put into a copy of Samspil, each with the tests that must find it.

Those of docs/reliability.md and SECURITY.md: what the guarantee stands on, and the controls against attacks.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bug:
    """`old` stands once in `file`; with `new` in its place at least one of `tests` fails (pytest's own words)."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


DELIVERY = ("tests/core/test_delivery.py", "tests/core/test_uncertain.py")
WORKERS = ("tests/workers/test_workers.py::test_each_post_is_there_once_as_it_was_last_wanted",)

EXACTLY_ONCE = (
    Bug(
        "marked as sent before it is sent",
        "bot/delivery/loop.py",
        "                self._finish(claim, await self._take_turn(place, claim))",
        "                from bot.delivery.outcome import Sent\n"
        "                self._finish(claim, Sent(claim.ref or claim.key))\n"
        "                await self._take_turn(place, claim)",
        DELIVERY,
    ),
    Bug(
        "an uncertain message is sent again without looking",
        "bot/delivery/attempt.py",
        "    return await _look(messenger, to, claim, clock) or await _send(messenger, to, claim, clock)",
        "    return await _send(messenger, to, claim, clock)",
        DELIVERY,
    ),
    Bug(
        "absent once is enough to send it again",
        "bot/delivery/attempt.py",
        "    if not claim.absent:",
        "    if False:",
        DELIVERY,
    ),
    Bug(
        "an expired post is sent all the same",
        "bot/delivery/attempt.py",
        "    if clock() > claim.expires_at:",
        "    if False:",
        DELIVERY,
    ),
    Bug(
        "no fence: who lost a row marks it",
        "storage/outbox/queue.py",
        'given(outbox.c.fence, "claimed_fence"))',
        'bindparam("claimed_fence", type_=outbox.c.fence.type) > 0)',
        (
            "tests/core/test_delivery.py::test_two_workers_never_hold_the_same_row_and_a_stale_mark_does_nothing",
            *WORKERS,
        ),
    ),
    Bug(
        "a row is claimed while another's lease runs",
        "storage/outbox/queue.py",
        '        .where(or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= bindparam("now")))\n',
        "",
        (
            "tests/core/test_delivery.py::test_two_workers_never_hold_the_same_row_and_a_stale_mark_does_nothing",
            *WORKERS,
        ),
    ),
    Bug(
        "a call begins although the lease has run out",
        "bot/delivery/loop.py",
        "            if self.clock() > claim.lease_until - LEASE_MARGIN:",
        "            if False:",
        (*DELIVERY, *WORKERS),
    ),
    Bug(
        "a lost reply of Slack's is tried again, as slack_sdk's own handler does",
        "adapters/slack/web_api.py",
        "        except (TimeoutError, aiohttp.ClientError, ConnectionError) as error:\n"
        "            raise Uncertain(type(error).__name__) from None\n"
        "        if status == 200",
        "        except (TimeoutError, aiohttp.ClientError, ConnectionError):\n"
        "            return await self.call(method, **arguments)\n"
        "        if status == 200",
        ("tests/adapters/slack/test_messenger.py",),
    ),
    Bug(
        "Discord's nonce is another one each time",
        "adapters/discord/messenger.py",
        '    digest = hashlib.sha256(f"{to.platform}\\n{to.value}\\n{key}".encode()).digest()',
        '    digest = __import__("os").urandom(32)',
        ("tests/adapters/discord/test_messenger.py",),
    ),
    Bug(
        "Slack is acknowledged before anything is stored",
        "adapters/slack/socket.py",
        "        status, riding = await self._dispatch(envelope.payload)\n",
        "        await client.send_socket_mode_response(SocketModeResponse(envelope_id=envelope.envelope_id))\n"
        "        status, riding = await self._dispatch(envelope.payload)\n",
        ("tests/adapters/slack/test_stored_first.py",),
    ),
    Bug(
        "a delivery that comes again is done again",
        "storage/inbox.py",
        "received_at=now) is not None",
        "received_at=now) is not None or True",
        ("tests/adapters/web/test_guards.py::test_the_same_delivery_counts_once", "tests/adapters/slack"),
    ),
    Bug(
        "a transaction on SQLite begins deferred",
        "storage/sqlite_file.py",
        'pooled.info.get(BEGIN, "BEGIN IMMEDIATE")',
        'pooled.info.get(BEGIN, "BEGIN")',
        ("tests/storage/test_lost_updates.py",),
    ),
    Bug(
        "people do not go before the clock in the writer thread",
        "storage/writer.py",
        "(self._people or self._background).popleft()",
        "(self._background or self._people).popleft()",
        ("tests/storage/test_people_first.py",),
    ),
    Bug(
        "two processes run on one SQLite file",
        "storage/lock.py",
        "fcntl.LOCK_EX | fcntl.LOCK_NB",
        "fcntl.LOCK_SH | fcntl.LOCK_NB",
        ("tests/operation/test_leading.py::test_two_cannot_run_on_one_sqlite_file",),
    ),
)

TIME = (
    Bug(
        "the day somebody was last here is not kept",
        "bot/presence.py",
        "    ctx.store(TeamStore).set_last_here(ctx.team.id, ctx.person.id, today)",
        "    assert TeamStore",
        ("tests/features/test_catchup.py",),
    ),
    Bug(
        "who is out is asked to write before they have been",
        "bot/field/planning.py",
        "ctx.days_off.next_working_day(last)",
        "ctx.days_off.previous_working_day(last)",
        ("tests/features/test_field.py",),
    ),
    Bug(
        "a time that comes twice in autumn is its second pass (fold = 1)",
        "bot/calendar.py",
        "datetime.combine(day, clock.replace(tzinfo=None, fold=0), zone)",
        "datetime.combine(day, clock.replace(tzinfo=None, fold=1), zone)",
        ("tests/bot/test_calendar.py",),
    ),
    Bug(
        "a draft is lost when the form is refused",
        "bot/app.py",
        "        if ctx.person is not None and values:\n",
        "        if False:\n",
        ("tests/core/test_draft_kept.py",),
    ),
)

ATTACKS = (
    Bug(
        "contact that somebody else noted can be changed",
        "storage/partners.py",
        "return _contact(row) if row and row.person_id == person_id else None",
        "return _contact(row) if row else None",
        ("tests/features/test_partner.py",),
    ),
    Bug(
        "a task that somebody has just taken is taken from them",
        "bot/tasks/handlers.py",
        "    if task.person_id not in (None, ctx.me.id):",
        "    if False:",
        ("tests/features/test_tasks.py",),
    ),
    Bug(
        "a prepared statement forgets the tenant",
        "storage/store.py",
        "    return given(table.c.tenant_id)\n",
        '    return bindparam("tenant_id", type_=table.c.tenant_id.type) > 0\n',
        ("tests/storage/test_tenants.py",),
    ),
    Bug(
        "a store reads every tenant's rows",
        "storage/store.py",
        "        return [table.c.tenant_id == self.tenant_id, *more]",
        "        return [table.c.tenant_id > 0, *more]",
        ("tests/storage/test_tenants.py",),
    ),
    Bug(
        "the role is not read again when a form is sent",
        "bot/app.py",
        "        if denied is not None:\n            return denied\n        args = submit",
        "        args = submit",
        (
            "tests/core/test_private_words.py",
            "tests/core/test_authority.py::test_nobody_else_learns_or_changes_anything",
        ),
    ),
    Bug(
        "any role may press any button",
        "bot/app.py",
        "        if in_team and ctx.role not in allow:",
        "        if False:",
        ("tests/core/test_authority.py::test_nobody_else_learns_or_changes_anything",),
    ),
    Bug(
        "a request to Slack's address is not checked for its signature",
        "adapters/slack/http.py",
        "        return self._verifier.is_valid(body, timestamp, signature)",
        "        return True",
        ("tests/adapters/slack/test_http.py",),
    ),
    Bug(
        "Slack's three signs are not escaped",
        "adapters/slack/markup.py",
        '    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")',
        "    return text",
        ("tests/security/test_chat_sinks.py", "tests/adapters/slack/test_render.py"),
    ),
    Bug(
        "everybody can be called in Discord",
        "adapters/discord/markdown.py",
        '    return _EVERYBODY.sub(f"@{_NO_WIDTH}\\\\1", words)',
        "    return words",
        ("tests/security/test_chat_sinks.py", "tests/adapters/discord/test_render.py"),
    ),
    Bug(
        "any Host header is answered",
        "adapters/web/security.py",
        "        if host_of(request) not in allowed:",
        "        if False:",
        ("tests/adapters/web/test_guards.py",),
    ),
    Bug(
        "a post needs no token of the page",
        "adapters/web/posts.py",
        '    if not sessions.csrf_fits(visit.token, parse.field(posted, "csrf")):',
        "    if False:",
        ("tests/adapters/web/test_guards.py",),
    ),
    Bug(
        "a personal link can be used twice",
        "storage/web.py",
        "links.c.hash == hashed(token), links.c.used_at.is_(None), ",
        "links.c.hash == hashed(token), ",
        ("tests/adapters/web/test_links.py",),
    ),
    Bug(
        "three texts appear without names",
        "bot/reflections/rules.py",
        "NAMELESS_FROM = 4 ",
        "NAMELESS_FROM = 3 ",
        ("tests/bot/reflections/test_rules.py", "tests/security/test_private.py"),
    ),
    Bug(
        "three people's numbers are shown",
        "bot/anonymity.py",
        "FEWEST = 4 ",
        "FEWEST = 3 ",
        ("tests/bot/surveys/test_rules.py",),
    ),
    Bug(
        "one more answer than last time tells what it was",
        "bot/anonymity.py",
        "    return 0 < len(one ^ other) < FEWEST",
        "    return False",
        ("tests/bot/surveys/test_rules.py",),
    ),
    Bug(
        "a team is measured twice in a week",
        "storage/measurements.py",
        "        return self.survey_in(team_id, day) or self.mood_in(team_id, day)",
        "        return self.survey_in(team_id, day)",
        ("tests/features/test_surveys.py",),
    ),
    Bug(
        "a guest sees agreements they have no part in",
        "bot/agreements/finding.py",
        "    if one is None or not (ctx.role is Role.member or one.has(ctx.me.id)):",
        "    if one is None:",
        ("tests/features/test_agreements.py",),
    ),
    Bug(
        "a single late agreement is reported",
        "bot/agreements/rules.py",
        "FEW = 2 ",
        "FEW = 1 ",
        ("tests/bot/agreements/test_rules.py",),
    ),
    Bug(
        "people's words are in the log",
        "bot/app.py",
        '            log.exception("interaction failed", extra={"action": _name(interaction)})',
        '            log.exception("interaction failed: %s", interaction, extra={"action": _name(interaction)})',
        ("tests/security/test_logs_hold_nothing.py", "tests/adapters/slack/test_door.py"),
    ),
    Bug(
        "the values of a failed statement are in its error",
        "storage/database.py",
        "create_engine(url, hide_parameters=True, **options)",
        "create_engine(url, **options)",
        ("tests/operation/test_logs.py", "tests/security/test_logs_hold_nothing.py"),
    ),
    Bug(
        "a sealed text opens in another row",
        "storage/secrets.py",
        '    return "/".join(str(part) for part in parts).encode()',
        '    return b""',
        ("tests/security/test_at_rest.py",),
    ),
    Bug(
        "erased text stays in the file",
        "storage/sqlite_file.py",
        '            "secure_delete=ON",  # erased',
        '            "secure_delete=OFF",  # erased',
        ("tests/security/test_erasure.py",),
    ),
)

MEETINGS = (
    Bug(
        "a supervision time that is taken is taken again",
        "bot/supervision/taking.py",
        "        if mine or time not in free(ctx, offer):",
        "        if mine:",
        ("tests/features/test_supervision.py",),
    ),
    Bug(
        "a time is found that somebody required cannot make",
        "bot/slots/search.py",
        "            if person.required:",
        "            if False:",
        ("tests/bot/test_slots.py",),
    ),
    Bug(
        "a changed poll forgets what was voted",
        "bot/meetings/editing.py",
        "        if shown not in wanted:",
        "        if True:",
        ("tests/features/test_meeting_times.py",),
    ),
)

CALENDARS = (
    Bug(
        "the address connected to is not looked at again",
        "adapters/feeds/fetch.py",
        "        if not self._allowed(str(target[0])):",
        "        if False:",
        ("tests/operation/test_calendar_fetching.py",),
    ),
    Bug(
        "redirects are followed unchecked",
        "adapters/feeds/fetch.py",
        "            self._check(address)\n",
        "            self._check(address) if _ == 0 else None\n",
        ("tests/operation/test_calendar_fetching.py",),
    ),
    Bug(
        "IPv4 in IPv6's clothes is let through",
        "adapters/feeds/addresses.py",
        "any(found in carrier for carrier in _CARRIERS)",
        "False",
        ("tests/operation/test_calendar_addresses.py",),
    ),
    Bug(
        "what is unpacked may grow without end",
        "adapters/feeds/fetch.py",
        "        if received > MOST_BYTES or len(found) > MOST_BYTES:",
        "        if False:",
        ("tests/operation/test_calendar_fetching.py",),
    ),
    Bug(
        "a calendar that answers late is listened to",
        "storage/calendar_sources.py",
        ", sources.c.round == round)",
        ")",
        ("tests/features/test_calendar_sources.py",),
    ),
    Bug(
        "a whole day that says nothing is busy",
        "bot/feeds/events.py",
        '    if whole_day and shown != "OPAQUE" and outlook not in (*BUSY, "TENTATIVE"):',
        "    if False:",
        ("tests/bot/test_feeds.py",),
    ),
    Bug(
        "a calendar's link stays when the course is over",
        "bot/calendar_reading.py",
        "            if wanted is None:",
        "            if False:",
        ("tests/features/test_calendar_sources.py",),
    ),
)

CONTRACT_TESTS = (
    "tests/features/test_contract.py",
    "tests/features/test_contract_around.py",
    "tests/bot/contract/test_rules.py",
)
CONTRACTS = (
    Bug(
        "a letter that was kept is shown",
        "bot/contract/letters.py",
        '        for one in store.letters(ctx.here.id)\n        if one.answer == "shared"',
        "        for one in store.letters(ctx.here.id)",
        CONTRACT_TESTS,
    ),
    Bug(
        "the facilitator is told before a yes",
        "bot/contract/ladder.py",
        '    if answer == "ask":\n        told =',
        '    if answer == "never":\n        told =',
        CONTRACT_TESTS,
    ),
    Bug(
        "a contract names its signers while somebody has not signed",
        "bot/contract/showing.py",
        "tuple(names) if count.all else ()",
        "tuple(names)",
        CONTRACT_TESTS,
    ),
    Bug(
        "approved before a week with those who have signed",
        "bot/contract/rules.py",
        "signed.said > 0 and now >= sent_at + FACILITATOR_MAY_AFTER",
        "signed.said > 0",
        CONTRACT_TESTS,
    ),
)

STAFF_TESTS = ("tests/features/test_staff.py",)
STAFF = (
    Bug(
        "a substitute stays until the clock has run",
        "storage/teams/tables.py",
        "memberships.c.left_at.is_(None) & (ends.is_(None) | (ends > moment_))",
        "memberships.c.left_at.is_(None) & (ends.is_(None) | (ends > moment_) | (ends <= moment_))",
        STAFF_TESTS,
    ),
    Bug(
        "whoever facilitates a team appoints for it",
        "bot/teams/staff.py",
        "    return leads.course(ctx, ctx.here.course.id)",
        "    return ctx.here.course",
        STAFF_TESTS,
    ),
    Bug(
        "a request for help is handed on to who facilitates later",
        "bot/waiting.py",
        "    if any(one.joined_at <= asked_at for one in mine):",
        "    if mine:",
        ("tests/features/test_not_handed_on.py",),
    ),
    Bug(
        "a contract is forgotten with its facilitator",
        "bot/contract/signing.py",
        "    if isinstance(event, MemberJoined) and _facilitates(ctx, event.person_id):",
        "    if False:",
        STAFF_TESTS,
    ),
    Bug(
        "the course file takes a substitute out",
        "bot/teams/load_people.py",
        "one.left_at is None and not one.stands_in and",
        "one.left_at is None and",
        STAFF_TESTS,
    ),
)

BUGS = EXACTLY_ONCE + TIME + ATTACKS + MEETINGS + CALENDARS + CONTRACTS + STAFF
