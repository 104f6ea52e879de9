"""The requirement files: every package pinned and hashed, no registry named, and the two agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKED = ("requirements.txt", "requirements-dev.txt")
PINNED = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9][0-9a-z.]*)( --hash=sha256:[0-9a-f]{64})+")


def requirements(name: str) -> list[str]:
    """The file's requirements, each on one line."""
    whole = re.sub(r"\s*\\\n\s*", " ", (ROOT / name).read_text())
    return [line for line in whole.splitlines() if line and not line.startswith("#")]


def versions(name: str) -> dict[str, str]:
    found = [PINNED.fullmatch(line) for line in requirements(name)]
    return {match["name"]: match["version"] for match in found if match}


@pytest.mark.parametrize("name", LOCKED)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    assert requirements(name)
    assert [line[:80] for line in requirements(name) if not PINNED.fullmatch(line)] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*")), ids=lambda path: path.name)
def test_no_registry_is_named(path: Path) -> None:
    text = path.read_text()
    assert "://" not in text
    assert re.findall(r"^\s*(?:-i|-f|--(?:extra-)?index|--find-links|--trusted-host|--no-index)\S*", text, re.M) == []


def test_the_tests_run_on_the_versions_that_serve() -> None:
    serving, testing = versions("requirements.txt"), versions("requirements-dev.txt")
    shared = serving.keys() & testing.keys()
    assert shared
    assert {name: testing[name] for name in shared} == {name: serving[name] for name in shared}


@pytest.mark.parametrize("source", ["requirements.in", "requirements-dev.in"])
def test_what_is_asked_for_is_what_was_locked(source: str) -> None:
    asked = re.findall(r"^[a-z][a-z0-9-]*", (ROOT / source).read_text(), re.M)
    assert asked
    assert set(asked) <= versions(source.replace(".in", ".txt")).keys()
