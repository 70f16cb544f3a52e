"""The Dockerfile: its RUN lines are run here, and what they install serves, without the source beside it.

The libraries we ask for lie there already, as they were installed here: pip sees that each is there and of the
version it must be, and installs the rest. To choose fifty of them from the index once more takes it most of a minute.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.operation.console import KEY, Console, Running, free_port

ROOT = Path(__file__).parents[2]
OFFLINE = re.compile("Temporary failure in name resolution|Network is unreachable|Connection refused")


def instructions(name: str) -> list[str]:
    """The Dockerfile's lines of one kind, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    return [line.split(maxsplit=1)[1] for line in text.splitlines() if line.startswith(f"{name} ")]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that stands for the image's root, made by the Dockerfile's own RUN lines."""
    root = tmp_path_factory.mktemp("image")
    source = root / "src"
    source.mkdir()
    (root / "opt").mkdir()
    for line in instructions("COPY"):
        words = line.split()
        if words[0].startswith("--from"):
            continue
        *paths, target = words
        for path in paths if target in (".", "./") or len(paths) == 1 else []:
            _copy(ROOT / path, source / path if target in (".", "./") else source / target)
    for line in instructions("RUN"):
        if "pip install" in line:
            _lay_out(root / "opt/samspil")
        command = line.replace("/opt/", f"{root}/opt/")
        done = subprocess.run(
            shlex.split(command), cwd=source, capture_output=True, text=True, timeout=600, check=False
        )
        if done.returncode and OFFLINE.search(done.stderr + done.stdout):
            pytest.skip("no network, so nothing can be installed")
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    yield root
    shutil.rmtree(root, ignore_errors=True)


def _lay_out(venv: Path) -> None:
    """Into it, the libraries that pyproject.toml asks for and those that they ask for: nothing that only tests need.
    What has not been installed here is left to pip."""
    (packages,) = venv.glob("lib/python*/site-packages")
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    asked = [Requirement(one) for one in wanted]
    for one in asked:  # it grows meanwhile
        with suppress(PackageNotFoundError):
            found = distribution(one.name)
            for name in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
                if not (packages / name).exists():
                    _copy_whole(Path(str(found.locate_file(name))), packages / name)
                    asked += _asked_by(found, one.extras) if name.endswith(".dist-info") else ()


def _copy_whole(path: Path, to: Path) -> None:
    """No link: what pip finds too old it would write anew, and that must not be ours."""
    if path.is_dir():
        shutil.copytree(path, to)
    elif path.exists():
        shutil.copy2(path, to)


def _asked_by(found: Distribution, extras: set[str]) -> list[Requirement]:
    every = [Requirement(text) for text in found.requires or ()]
    given = [{"extra": extra} for extra in (*extras, "")]
    return [one for one in every if one.marker is None or any(one.marker.evaluate(extra) for extra in given)]


def _copy(path: Path, to: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, to, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    else:
        shutil.copy(path, to)


def test_it_runs_as_nobody_in_particular_and_is_watched() -> None:
    assert instructions("USER") == ["10001:10001"]
    assert instructions("ENTRYPOINT") == ['["samspil"]'] and instructions("CMD") == ['["run"]']
    (environment,) = instructions("ENV")
    assert "SAMSPIL_HOST=0.0.0.0" in environment and "sqlite:////data/" in environment
    assert len(instructions("FROM")) == 2, "what builds is not what runs"
    assert not [line for line in instructions("RUN") if "&&" in line or "|" in line], "one command a line"


def test_what_is_copied_exists_and_is_let_in() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for line in instructions("COPY"):
        if not line.startswith("--from"):
            for path in line.split()[:-1]:
                assert (ROOT / path).exists(), path
                assert path.rstrip("/") in let_in, path


def serve(image: Path, folder: Path) -> Running:
    """`samspil demo` of the image, in a folder of its own."""
    port = free_port()
    log = folder / "log.txt"
    environment = {"PATH": os.environ["PATH"], "SAMSPIL_PORT": str(port), "PYTHONUTF8": "1"}
    course = ROOT / "examples" / "course.toml"
    with log.open("w") as out:
        process = subprocess.Popen(
            [str(image / "opt/samspil/bin/samspil"), "demo", "--course", str(course)],
            cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
    return Running(process, port, log)


@pytest.mark.timeout(900)  # installing everything anew
def test_the_installed_package_is_whole_and_its_health_is_checked(image: Path, tmp_path: Path) -> None:
    """Templates, texts, fonts, prompts and migrations are in the package, not only beside the source."""
    bin_ = image / "opt/samspil/bin"
    where = subprocess.run(
        [str(bin_ / "python"), "-c", "import adapters; print(adapters.__file__)"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert str(image) in where.stdout, "not the source"
    (check,) = instructions("HEALTHCHECK")
    command = json.loads(check[check.index("[") :])
    running = serve(image, tmp_path)
    try:
        running.wait_ready(60)
        environment = {"PATH": f"{bin_}:{os.environ['PATH']}", "SAMSPIL_PORT": str(running.port)}
        assert subprocess.run(command, env=environment, cwd=tmp_path, check=False).returncode == 0
        status, page = running.get("/demo")
        assert status == 200 and "Samspil" in page
        for asset in set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page)):
            assert running.get(asset)[0] == 200, asset
    finally:
        running.stop()
    assert subprocess.run(command, env=environment, cwd=tmp_path, check=False).returncode == 1
    assert "Traceback" not in running.text


def test_compose_sets_what_run_needs(console: Console) -> None:
    """The settings that compose.yaml gives are settings there are."""
    from adapters.settings import NAMES

    text = (ROOT / "compose.yaml").read_text()
    named = set(re.findall(r"^\s+((?:SAMSPIL|DATABASE)_[A-Z_]+):", text, re.MULTILINE))
    assert named and named <= set(NAMES)
    assert "db, upgrade" in text and "env_file: .env" in text
    console.write(".env", f"SAMSPIL_SECRET_KEY={KEY}\nPOSTGRES_PASSWORD=secret\n")
    assert console.run("check").code == 0, "a password for compose in .env is no misspelt setting"
