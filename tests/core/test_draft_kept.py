"""What somebody wrote in a form that was refused is there again when they come back to it."""

from __future__ import annotations

from tests.world import World


async def test_what_was_good_of_a_refused_form_is_kept(world: World) -> None:
    amira, *_ = world.make_team("Amira", "Jonas")
    await world.at("2026-11-12 09:05")
    await amira.press("Svar")
    await amira.fill(
        {"Hvad er dit næste skridt?": "Ringe", "Er der noget, der spænder ben?": "Borger 010165-1234"}
    )
    assert amira.form is not None and amira.form.errors
    amira.form = None
    await amira.command("tjekind")
    assert amira.form is not None
    kept = {one.name: one.value for one in amira.form.fields}
    assert kept["next_step"] == "Ringe"
    assert "010165" not in str(kept)
