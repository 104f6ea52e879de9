"""What the bot says: every text of the code has an Indonesian translation that fits it and keeps to the tone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.texts import catalogue

ROOT = Path(__file__).parent.parent
FOLDERS = ("bot", "handlers")
KEYWORDS = {"_": None, "ngettext": (1, 2)}
AVOIDED = re.compile(
    r"\b(pelanggaran|gagal|bolos|tidak memenuhi syarat|alpa|binaan|anda|user|input|invalid|error|undo|konfirmasi)\b",
    re.IGNORECASE,
)


@cache
def template() -> Catalog:
    """The texts of the code, as `make texts` extracts them."""
    catalogue = Catalog()
    for folder in FOLDERS:
        for path, line, original, _comments, _context in extract_from_dir(ROOT / folder, keywords=KEYWORDS):
            catalogue.add(original, locations=[(f"{folder}/{path}", line)])
    return catalogue


@cache
def translations(path: Path) -> Catalog:
    with path.open("rb") as lines:
        return read_po(lines, locale=path.stem)


def texts(catalogue: Catalog) -> dict[str, Message]:
    """The messages by their English original (of a plural, the singular), without the header."""
    return {several(message.id)[0]: message for message in catalogue if message.id}


def several(forms: str | list[str] | tuple[str, ...] | None) -> list[str]:
    """The singular and the plural, or the one form there is."""
    return [forms or ""] if isinstance(forms, str | None) else list(forms)


def braces(*forms: str) -> set[str]:
    return {
        name for form in forms for _literal, name, _spec, _conversion in Formatter().parse(form) if name is not None
    }


def plain(words: str) -> str:
    """What a reader sees: the words without the braces."""
    return " ".join(literal for literal, _name, _spec, _conversion in Formatter().parse(words))


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the code, with its place."""
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_text_is_a_plain_string_that_can_be_extracted() -> None:
    texts_given: list[tuple[str, ast.expr]] = []
    for place, call in calls():
        match call.func:
            case ast.Name(id="_"):
                texts_given += [(place, given) for given in call.args]
            case ast.Name(id="ngettext"):
                texts_given += [(place, given) for given in call.args[:2]]
    assert texts_given
    assert [place for place, given in texts_given if not is_plain(given)] == []


def is_plain(given: ast.expr) -> bool:
    return isinstance(given, ast.Constant) and isinstance(given.value, str)


def test_a_text_is_filled_with_exactly_the_names_in_its_braces() -> None:
    wrong = []
    for place, call in calls():
        match call:
            case ast.Call(func=ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text))]), keywords=given):
                names = {filling.arg for filling in given}
                if None not in names and names != braces(text):
                    wrong.append((place, text))
    assert wrong == []


def test_every_text_of_the_code_is_translated_into_indonesian() -> None:
    indonesian = texts(translations(ROOT / "locales" / "id.po"))
    done = {original for original, message in indonesian.items() if all(several(message.string)) and not message.fuzzy}
    assert sorted(texts(template()).keys() - done) == []


@pytest.mark.parametrize("path", sorted((ROOT / "locales").glob("*.po")), ids=lambda path: path.stem)
def test_no_translation_is_left_of_a_text_that_is_gone(path: Path) -> None:
    assert sorted(texts(translations(path)).keys() - texts(template()).keys()) == []
    assert list(translations(path).obsolete) == []


@pytest.mark.parametrize("path", sorted((ROOT / "locales").glob("*.po")), ids=lambda path: path.stem)
def test_a_file_is_headed_by_its_language_and_has_one_form_for_one_and_many(path: Path) -> None:
    headers = dict(translations(path).mime_headers)
    assert headers["Language"] == path.stem
    assert headers["Plural-Forms"].startswith("nplurals=1; plural=0")


@pytest.mark.parametrize("path", sorted((ROOT / "locales").glob("*.po")), ids=lambda path: path.stem)
def test_carik_reads_of_a_file_what_babel_reads(path: Path) -> None:
    found = {original: several(message.string)[0] for original, message in texts(translations(path)).items()}
    assert catalogue(path.stem) == {original: words for original, words in found.items() if words}


def test_a_language_that_is_not_complete_holds_only_what_is_translated() -> None:
    javanese = texts(translations(ROOT / "locales" / "jv.po")).items()
    assert [original for original, message in javanese if message.fuzzy or not all(several(message.string))] == []


@pytest.mark.parametrize("path", sorted((ROOT / "locales").glob("*.po")), ids=lambda path: path.stem)
def test_a_translation_has_the_braces_of_its_original(path: Path) -> None:
    assert [
        (original, form)
        for original, message in texts(translations(path)).items()
        for form in several(message.string)
        if form and braces(form) != braces(*several(message.id))
    ] == []


@pytest.mark.parametrize("language", ["id", "jv"])
def test_texts_avoid_the_words_that_do_not_suit_a_neighbour(language: str) -> None:
    po = translations(ROOT / "locales" / f"{language}.po")
    said = [form for message in texts(po).values() for form in several(message.string)]
    assert [words for words in said if AVOIDED.search(plain(words))] == []


@pytest.mark.parametrize("words", ["Konfirmasi dulu?", "Nama anda?", "Anggota {n} tidak memenuhi syarat."])
def test_the_words_to_avoid_are_recognised(words: str) -> None:
    assert AVOIDED.search(plain(words))


@pytest.mark.parametrize("words", ["Bu Nanda", "Alpokat dan undangan", "Halo {user}"])
def test_words_that_only_contain_them_are_not(words: str) -> None:
    assert not AVOIDED.search(plain(words))
