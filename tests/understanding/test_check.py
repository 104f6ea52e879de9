"""The data files hold together, and whoever breaks one is told where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.understanding.check import CHOICES, KNOWN, problems
from bot.understanding.choices import values_of
from bot.understanding.spelling import DATA


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data files, to be broken."""
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def test_the_data_files_hold_together() -> None:
    assert problems() == []


def test_what_is_chosen_from_is_what_the_check_knows() -> None:
    assert {slot: frozenset(values_of(slot)) for slot in CHOICES} == dict(CHOICES)
    assert {path.name for path in DATA.glob("*.toml") if not path.name.startswith("intents_")} == {
        *KNOWN,
        "choices.toml",
        "regions.toml",
    }


BROKEN = [
    ("words.toml", 'female = "bu ', 'female = "bu bu ', 'words.toml: female "bu" stands there twice.'),
    ("words.toml", 'male = "pak ', 'male = "mbak pak ', 'words.toml: male "mbak" stands in female too'),
    ("words.toml", 'female = "bu ', 'female = "Bu ', 'words.toml: female "Bu": Bu has to be written small.'),
    ("words.toml", 'greeting_names = "sugeng slamet"', 'greeting_names = ""', "words.toml: greeting_names is empty."),
    ("words.toml", "greeted = ", "gretted = ", "words.toml: the list 'gretted' is not known."),
    ("words.toml", "greeted = ", "gretted = ", "words.toml: the list 'greeted' is missing."),
    ("words.toml", 'greeted = "pagi', "greeted = pagi", "words.toml: this cannot be read"),
    ("answers.toml", "\nwegah\n", "\nwegah\nmonggo\n", 'answers.toml: no "monggo" stands in yes too'),
    ("answers.toml", "\nwegah\n", "\nwegah\nwegah\n", 'answers.toml: no "wegah" stands there twice.'),
    ("answers.toml", "\nwegah\n", "\nwegah\niya bener\n", 'answers.toml: no "iya bener" stands in yes too'),
    ("spelling.toml", 'tidak = "tdk ', 'tidak = "tdk blm ', '[words] belum "blm" stands in [words] tidak too'),
    ("spelling.toml", 'tidak = "tdk ', 'tidak = "tdk belum ', '"belum" is the plain word and another spelling of'),
    ("spelling.toml", '"tidak+bisa" = "gbs', '"tdk+bisa" = "gbs', 'but "tdk" is another spelling of "tidak"'),
    ("spelling.toml", 'names = "jum"', 'names = "jum xyz"', 'names: "xyz" is no other spelling of anything'),
    ("spelling.toml", 'kami = "kmi"', 'kami = "kmi Kmy"', "Kmy has to be written small."),
    ("regions.toml", "[bali]\nmarks", "[bali]\nmark", "regions.toml: [bali] has no marks"),
    ("regions.toml", "[bali]\nmarks", "[bali]\nyng = \"sing\"\nmarks", '[bali] "yng" is no plain word: it is read as'),
    ("regions.toml", "tidak = \"sing ", "tidak = \"sane ", '[bali] tidak "sane" stands in [bali] yang too'),
    ("choices.toml", 'pdf = "pdf"', 'pdg = "pdf"', "choices.toml: [format] the entry 'pdg' is not known."),
    ("choices.toml", "[format]", "[formt]", "choices.toml: the table 'formt' is not known."),
    ("choices.toml", 'pdf = "pdf"', 'pdf = "pdf|word"', '[format] docx "word" stands in [format] pdf too'),
    ("choices.toml", 'pdf = "pdf"', 'pdf = "pdf|"', "[format] pdf is empty."),
    ("intents_talk.toml", "[undo]", "[undoo]", "the table 'undoo' is not known."),
    ("intents_talk.toml", "[undo]\ncertain", "[undo]\ncertian", "[undo] the entry 'certian' is not known."),
    ("intents_talk.toml", "\nurungkan\n", "\nurungkan\nurungkan\n", '[undo] certain "urungkan" stands there twice.'),
    ("intents_talk.toml", "\nurungkan\n", "\nurungkan\nfitur\n", '[undo] "fitur" stands under [help] too.'),
    ("intents_talk.toml", "\nurungkan\n", "\nUrungkan\n", 'certain "Urungkan": Urungkan has to be written small.'),
    ("intents_talk.toml", "\nurungkan\n", "\nurungkan ...\n", '"..." stands between words'),
    ("intents_talk.toml", "\nurungkan\n", "\nurungkan ^\n", "^ can only stand at the beginning."),
    ("intents_talk.toml", "\nurungkan\n", "\n$ urungkan\n", "$ can only stand at the end."),
    ("intents_talk.toml", "\nurungkan\n", "\nNAMA urungkan\n", "NAMA cannot begin a phrase."),
    ("intents_talk.toml", "\nurungkan\n", "\nurungkan/\n", "a word is missing beside a stroke."),
    ("intents_talk.toml", "\nurungkan\n", "\n^ $\n", "there is no word in it."),
    (
        "intents_talk.toml", "\ntidak jadi\nbatalkan saja", "\ntambah anggota bu Painem umur 51",
        '[cancel] the example "tambah anggota bu Painem umur 51" is read as [register_member], by the phrase',
    ),
    ("intents_talk.toml", "\ntidak jadi\nbatalkan saja", "\ntdk jadi\ntidak jadi", '"tidak jadi" stands there twice.'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "right", "wrong", "sentence"), BROKEN, ids=[sentence for *_, sentence in BROKEN])
def test_what_is_broken_is_told_with_file_and_entry(
    file: str, right: str, wrong: str, sentence: str, folder: Path
) -> None:
    text = (folder / file).read_text("utf-8")
    assert right in text
    (folder / file).write_text(text.replace(right, wrong, 1), "utf-8")
    told = problems(folder)
    assert any(sentence in problem for problem in told), told
    assert all(problem.startswith(f"{file}: ") for problem in told if "is missing: no file" not in problem)


def test_an_intent_in_two_files_a_missing_file_and_an_unknown_one_are_told(folder: Path) -> None:
    (folder / "intents_more.toml").write_text(
        '[undo]\ncertain = "sudahlah yang itu"\nexamples = "sudahlah yang itu ya"\n'
    )
    (folder / "stops.toml").rename(folder / "stop.toml")
    assert {"stops.toml: the file is missing.", "stop.toml: no file of this name is read."} <= set(problems(folder))
    (folder / "stop.toml").rename(folder / "stops.toml")
    assert problems(folder) == ["intents_talk.toml: [undo] stands in intents_more.toml too."]


def test_an_intent_of_which_no_file_tells_is_told(folder: Path) -> None:
    for path in folder.glob("intents_*.toml"):
        text = path.read_text("utf-8")
        head, found, rest = text.partition("[undo]\n")
        path.write_text(head + (rest[rest.index("\n[") :] if found else ""), "utf-8")
    assert problems(folder) == ["[undo] is missing: no file says how people mean it."]
