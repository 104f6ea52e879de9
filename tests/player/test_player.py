"""The player fails where it should: a wrong, a missing, an unexpected and a doubled message, and wrong records."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.whatsapp_templates import templates
from tests.player import unasked
from tests.player.likeness import likeness
from tests.player.phones import StoryClock
from tests.player.playing import Player
from tests.player.simulator_phones import SimulatorPhones
from tests.player.story import Moved, NotAStory, Said, Scene, Story, parse
from tests.storage.fresh import Kind

Play = Callable[[str], Awaitable[list[str]]]
STORY = """
given  JP Mandiri of RT 3: secretary Sri, 3 members, schedule weekly thursday 19:30     at 2026-11-23 09:00
Sri > /kumpulan
bot > Kumpulan JP Mandiri berikutnya: Kamis, 26 November 2026, 19.30 WIB.
then   nothing was written
"""
ANSWER = "bot > Kumpulan JP Mandiri berikutnya: Kamis, 26 November 2026, 19.30 WIB.\n"


def told(text: str) -> Story:
    """The story of a text."""
    return parse(Path("small.chat"), text)


async def problems(player: Player, text: str) -> list[str]:
    """All that goes wrong when a story is played."""
    return [problem async for played in player.play(told(text)) for problem in played.problems]


@pytest.fixture
async def play(databases: Callable[[Kind], Awaitable[str]], tmp_path: Path) -> Play:
    """Plays a text and answers what was wrong."""
    url, clock = await databases("sqlite"), StoryClock()
    return lambda text: problems(Player(url, SimulatorPhones(tmp_path, clock), clock), text)


async def test_a_story_that_holds_has_no_problem(play: Play) -> None:
    assert await play(STORY) == []


async def test_a_wrong_expected_line_fails_and_says_both(play: Play) -> None:
    [problem] = await play(STORY.replace("Kamis", "Rabu"))
    assert problem.startswith("line 4\n  expected: bot to Sri > Kumpulan JP Mandiri berikutnya: Rabu")
    assert "  got:      bot to Sri > Kumpulan JP Mandiri berikutnya: Kamis" in problem


async def test_what_is_said_unasked_and_has_no_template_fails(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    reminded = f"{STORY}\nat 2026-11-26 18:00\n"
    lost = "no template says, nor does it knock: JP Mandiri kumpulan besok: "
    assert not any(problem.startswith(lost) for problem in await play(reminded))
    none = replace(templates(), all=())
    monkeypatch.setattr(unasked, "templates", lambda: none)
    assert any(problem.startswith(lost) for problem in await play(reminded))


async def test_a_message_that_is_not_expected_fails(play: Play) -> None:
    [problem] = await play(STORY.replace(ANSWER, ""))
    assert problem.startswith("not expected: bot to Sri > Kumpulan")


async def test_a_message_to_somebody_else_fails(play: Play) -> None:
    missing, unexpected = await play(STORY.replace("bot > ", "bot to Tini > "))
    assert "bot to Tini" in missing
    assert unexpected.startswith("not expected: bot to Sri")


async def test_a_message_that_does_not_come_fails(play: Play) -> None:
    [problem] = await play(STORY.replace(ANSWER, f"{ANSWER}bot > Masih ada lagi.\n"))
    assert problem.endswith("got:      nothing")


async def test_buttons_are_compared_too(play: Play) -> None:
    [problem] = await play(STORY.replace("WIB.", "WIB. [Simpan]"))
    assert "[Simpan]" in problem


async def test_a_button_that_is_not_there_cannot_be_tapped(play: Play) -> None:
    [problem] = await play(STORY.replace("/kumpulan", "[Simpan]").replace(ANSWER, ""))
    assert "no button [Simpan] on this phone" in problem


async def test_records_that_are_otherwise_fail(play: Play) -> None:
    assert await play(STORY + "then   JP Mandiri has 4 members\n") == ["the records say: 3"]


async def test_something_written_fails_where_nothing_was_to_be(play: Play) -> None:
    said = ("/kelompok", "Rahayu", "Kopeng", "5", "wib", "bu sri", "ya")
    lines = [f"Sri > {words}\nbot > ...\n" for words in said]
    story = "".join(["given  nobody  at 2026-11-23 09:00\n", *lines, "then nothing was written\n"])
    assert "written to groups" in await play(story)


async def test_an_update_that_is_answered_twice_fails(
    databases: Callable[[Kind], Awaitable[str]], tmp_path: Path
) -> None:
    clock = StoryClock()
    player = Player(await databases("sqlite"), Renumbering(tmp_path, clock), clock)
    [problem] = await problems(player, STORY)
    assert problem.startswith("answered once more when delivered once more: bot to Sri > Kumpulan")


class Renumbering(SimulatorPhones):
    """Phones that deliver an update again under another number, so that nobody can know it."""

    async def again(self) -> None:
        if self._last is not None:
            self._last = replace(self._last, update=f"{self._last.update} again")
        await super().again()


def test_indented_lines_continue_a_message() -> None:
    [part] = told("Sri > 1. Tini\n      2. Karno\n# a remark\n\n").parts
    assert part == Scene(Said(1, "Sri", "text", "1. Tini\n2. Karno"))


def test_taps_older_taps_and_things_without_words_are_read() -> None:
    parts = told("Sri > [Simpan]\nSri > [Simpan] (older)\nSri > (sticker)\nSri > (contact +62812)\n").parts
    done = [part.action for part in parts if isinstance(part, Scene)]
    assert [(one.kind, one.words, one.older) for one in done if not isinstance(one, Moved)] == [
        ("tap", "Simpan", False),
        ("tap", "Simpan", True),
        ("sticker", "", False),
        ("contact", "+62812", False),
    ]


@pytest.mark.parametrize(
    "text", ["bot > halo\n", "Sri halo\n", "   Sri > halo\n", "given x at 2026-11-23 09:00\nbot > a\n"]
)
def test_what_is_no_story_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(NotAStory, match=r"small\.chat:\d"):
        told(text)


LIKE = [
    ("Halo.", "Halo.", {}),
    ("7 dari 12 ...", "7 dari 12 anggota:\n1. Bu Tini [Lihat]", {}),
    ("Sudah benar?\n[Simpan]\n[Batal]", "Sudah benar? [Simpan] [Batal]", {}),
    ("tulis: /start {code} [Satu kode lagi]", "tulis: /start K7PM-2QXT [Satu kode lagi]", {"code": "K7PM-2QXT"}),
]


@pytest.mark.parametrize(("expected", "got", "held"), LIKE)
def test_a_message_is_like_the_expected_one(expected: str, got: str, held: dict[str, str]) -> None:
    assert likeness(expected, got, {}) == held


@pytest.mark.parametrize(
    ("expected", "got"),
    [("Halo.", "Halo. [Simpan]"), ("Halo. [Simpan]", "Halo."), ("a\nb", "a b"), ("tulis {code}", "tulis X2")],
)
def test_a_message_is_unlike_the_expected_one(expected: str, got: str) -> None:
    assert likeness(expected, got, {"code": "K7PM-2QXT"}) is None
