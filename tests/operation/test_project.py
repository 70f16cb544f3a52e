"""What the project says of itself is so: contracts, commands, settings, pages that are linked."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

from adapters.cli.commands import MODULES
from adapters.settings import NAMES
from bot.features import FEATURES
from tests.checks.translations import built_at_run_time, places

ROOT = Path(__file__).parents[2]


def test_every_feature_is_in_the_import_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (independent,) = [one for one in contracts if one["name"] == "features never import each other"]
    there = {f"bot.{path.parent.name}" for path in (ROOT / "bot").glob("*/feature.py")}
    assert set(independent["modules"]) == there
    assert {f"bot.{feature.name}" for feature in FEATURES.all} == there, "and is registered"


def test_every_setting_and_command_is_described() -> None:
    text = (ROOT / "docs" / "operation.md").read_text()
    assert [name for name in NAMES if name not in text] == []
    readme = text + (ROOT / "README.md").read_text()
    assert [name for name in MODULES if f"samspil {name}" not in readme] == []


def test_links_between_documents_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
            if "://" not in target and not target.startswith("mailto:"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_make_knows_its_commands() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("demo", "run", "test", "check", "bench", "pictures", "migration", "translations"):
        assert re.search(rf"^{target} ", told, re.MULTILINE), target
        dry = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
        assert dry.returncode == 0, dry.stderr


def test_constraints_pin_everything_by_name_and_version_alone() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+]+", line) for line in lines)
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=]", one)[0].lower().replace("_", "-") for one in wanted}
    assert names <= pinned
    reasons = (ROOT / "docs" / "dependencies.md").read_text().lower()
    assert [name for name in names if name not in reasons] == [], "each has a reason"


def test_the_check_of_translations_sees_what_is_wrong(tmp_path: Path) -> None:
    source = tmp_path / "views.py"
    source.write_text('_(f"Hej {name}")\n_("Hej %s" % name)\n_("Hej {}".format(name))\n_("Hej %(name)s")\n')
    assert list(built_at_run_time(source)) == [1, 2, 3]
    assert places("%(a)s og %(b)s, 100 %% og 5 %") == {"a", "b", "%"}
