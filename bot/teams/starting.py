"""`/samspil start KODE`: how a facilitator whom no account is known of becomes known."""

from __future__ import annotations

from dataclasses import replace

from bot import notice
from bot.context import Context
from bot.errors import NotFound
from bot.i18n import Locale
from bot.interactions import Reply, Response
from bot.teams import accounts
from bot.teams.strangers import AlreadyKnown
from bot.teams.views import strangers as view
from bot.ui import Action, Button, Style
from storage.teams import Person, TeamStore
from storage.teams.start_codes import StartCodeStore, code_hash, may_try

LONGEST = 40


def start(ctx: Context, text: str) -> Response:
    """Five tries an hour for each account; what is wrong with a code is never said."""
    if ctx.sender is None:
        raise NotFound
    account = ctx.sender.account
    if not may_try(ctx.tx, account.platform, account.value, ctx.now) or len(text) > LONGEST:
        return Reply(view.code_fails(ctx.locale))
    found = ctx.directory.redeem_start_code(code_hash(text))
    if found is None:
        return Reply(view.code_fails(ctx.locale))
    tenant_id, person_id = found
    theirs = replace(ctx, tenant_id=tenant_id)
    teams = theirs.store(TeamStore)
    person = teams.hold_person(person_id)
    if person is None:
        return Reply(view.code_fails(ctx.locale))
    if not teams.add_account(person.id, account.platform, account.value, claimed=True):
        owner = next(
            one.person
            for one in ctx.directory.identities(account.platform, account.value)
            if one.tenant_id == tenant_id
        )
        if owner.id != person.id:
            raise AlreadyKnown(name=owner.name)  # and the code is good still
    accounts.added(theirs, person.id)
    theirs.store(StartCodeStore).forget(person.id)
    return _welcome(theirs, person)


def _welcome(ctx: Context, person: Person) -> Response:
    locale = Locale(person.language or ctx.locale.language, ctx.locale.zone, ctx.now)
    _ = locale.gettext
    known = replace(ctx, person=person, locale=locale)
    button = Button(_("Se dine teams"), Action.to("core/run", "-", "team"), Style.primary)
    return notice.shown_once(known, Reply(view.code_works(locale, person.name, (button,))))
