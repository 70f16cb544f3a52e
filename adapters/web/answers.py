"""The core's Response → what the browser gets: JSON with HTML for our script, or a whole page without it."""

from __future__ import annotations

from typing import assert_never

from aiohttp import web
from markupsafe import Markup

from adapters.web import pages, render
from adapters.web.site import Visit
from bot.interactions import Ask, Nothing, Reject, Replace, Reply, Response
from bot.ui import Card, Form


async def answer(visit: Visit, response: Response) -> web.StreamResponse:
    """Also where the page is to go on: `visit.frame` says where the post came from."""
    return _as_json(visit, response) if visit.wants_json else await _as_page(visit, response)


def private_card(visit: Visit, card: Card) -> Markup:
    """A card only this person sees, in their language; it lives on the page and nowhere else."""
    shell = render.Shell(id=visit.unique("reply"), reader=visit.language, private=True)
    return render.card(card, shell, visit.frame)


def _as_json(visit: Visit, response: Response) -> web.Response:
    match response:
        case Reply(card):
            body = {"kind": "reply", "html": private_card(visit, card), "title": card.title.plain}
        case Replace(card):
            body = {"kind": "replace", "html": private_card(visit, card), "title": card.title.plain}
        case Ask(form):
            body = {"kind": "ask", "html": _dialog(visit, form)}
        case Reject(form):
            body = {"kind": "reject", "html": _dialog(visit, form)}
        case Nothing():
            body = {"kind": "nothing"}
        case _:
            assert_never(response)
    return web.json_response(body)


def _dialog(visit: Visit, form: Form) -> Markup:
    return render.dialog(form, visit.language, visit.frame, visit.unique("form"))


async def _as_page(visit: Visit, response: Response) -> web.StreamResponse:
    match response:
        case Reply(card) | Replace(card):
            return await pages.with_answers(visit, (private_card(visit, card),))
        case Ask(form):
            return form_page(visit, form)
        case Reject(form):
            return form_page(visit, form, status=422)
        case Nothing():
            raise web.HTTPSeeOther(visit.frame.back)
        case _:
            assert_never(response)


def form_page(visit: Visit, form: Form, status: int = 200) -> web.Response:
    body = render.form(form, visit.language, visit.frame, "form")
    return visit.response("form_page.html", status=status, title=form.title, id="form", body=body)
