"""How a text becomes words: late, in the reader's language, with what people wrote left as they wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot import texts
from bot.messages import Button, Reply
from bot.ports import Account
from bot.texts import PlainDate, Text, _, lines, ngettext, sentence, verbatim
from bot.turn import LONGEST_LABEL, draft

THURSDAY = date(2026, 11, 26)
PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Hello, {name}."
msgstr "Sugeng rawuh, {name}."

msgid "{first} before {second}"
msgstr "{second} sasampunipun {first}"

msgid "{count} goat"
msgid_plural "{count} goats"
msgstr[0] "menda {count}"

#, fuzzy
msgid "Not sure"
msgstr "Mbok menawi"

msgid "Empty"
msgstr ""

msgid "Thursday"
msgstr "Kemis"

#~ msgid "Gone"
#~ msgstr "Sampun"
"""
HOME = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Not sure"
msgstr "Mungkin"

msgid "Empty"
msgstr "Kosong"

msgid "Hello, {name}."
msgstr "Halo, {name}."

msgid "In Indonesian only, {name}"
msgstr "Hanya Indonesia, {name}"

msgid "Friday"
msgstr "Jumat"
"""


@pytest.fixture
def jv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A small catalogue in Javanese, and one in Indonesian."""
    (tmp_path / "jv.po").write_text(PO, encoding="utf-8")
    (tmp_path / "id.po").write_text(HOME, encoding="utf-8")
    monkeypatch.setattr(texts, "LOCALES", tmp_path)
    forget()
    yield "jv"
    forget()


def forget() -> None:
    """What was read of other catalogues is read anew."""
    texts.catalogue.cache_clear()
    texts._originals.cache_clear()


def test_a_text_is_put_into_the_language_of_its_reader(jv: str) -> None:
    hello = _("Hello, {name}.")(name="Bu Sri")
    assert hello.render(jv) == "Sugeng rawuh, Bu Sri."
    assert hello.render("en") == "Hello, Bu Sri."


def test_a_translation_may_turn_the_order_round(jv: str) -> None:
    assert _("{first} before {second}")(first="A", second="B").render(jv) == "B sasampunipun A"


@pytest.mark.parametrize(
    ("original", "said"),
    [("Not sure", "Mungkin"), ("Empty", "Kosong"), ("In Indonesian only, {name}", "Hanya Indonesia, Sri")],
)
def test_what_has_no_sure_translation_is_said_in_indonesian(jv: str, original: str, said: str) -> None:
    assert Text(original)(name="Sri").render(jv) == said


def test_only_english_is_said_in_english(jv: str) -> None:
    hello = _("Hello, {name}.")(name="Sri")
    assert [hello.render(language) for language in ("en", "id", "xx")] == ["Hello, Sri.", "Halo, Sri.", "Halo, Sri."]


@pytest.mark.parametrize("original", ["Nobody translated this", "Gone"])
def test_what_no_language_has_is_said_in_english(jv: str, original: str) -> None:
    assert Text(original).render(jv) == original


def test_a_plural_follows_the_count_in_english_and_is_one_form_in_javanese(jv: str) -> None:
    goats = [ngettext("{count} goat", "{count} goats", count) for count in (0, 1, 2)]
    assert [each.render("en") for each in goats] == ["0 goats", "1 goat", "2 goats"]
    assert [each.render(jv) for each in goats] == ["menda 0", "menda 1", "menda 2"]


def test_filling_makes_another_text_and_leaves_the_first_as_it_was() -> None:
    first = _("{a} and {b}")
    filled = first(a=1)(b=2)
    assert filled.render("en") == "1 and 2"
    assert first.fillings == {}
    assert filled == _("{a} and {b}")(b=2, a=1)


def test_a_text_within_a_text_is_put_into_the_same_language(jv: str) -> None:
    inner = _("Hello, {name}.")(name="Sri")
    assert _("({said})")(said=inner).render(jv) == "(Sugeng rawuh, Sri.)"
    assert _("{all}")(all=[inner, "x", 3]).render(jv) == "Sugeng rawuh, Sri., x, 3"


@pytest.mark.parametrize("words", ["{name}", "{}", "{0}", "}{", "{{x}}", "%s %(name)s", "{name!r:>99}", "\\n", "$name"])
def test_what_people_write_is_never_taken_for_a_place_to_fill(words: str) -> None:
    assert _("Hello, {name}.")(name=words).render("en") == f"Hello, {words}."
    assert verbatim(words).render("id") == words
    assert lines(words, verbatim(words)).render("id") == f"{words}\n{words}"
    assert sentence(words, words).render("id") == f"{words} {words}"
    assert _("{a}")(a=[words, verbatim(words)]).render("id") == f"{words}, {words}"


def test_what_people_write_is_never_translated(jv: str) -> None:
    assert verbatim("Hello, {name}.").render(jv) == "Hello, {name}."


def test_a_place_that_nobody_filled_is_found_out_and_not_sent() -> None:
    with pytest.raises(KeyError):
        _("{a} and {b}")(a=1).render("en")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (THURSDAY, "Kamis, 26 November 2026"),
        (PlainDate(THURSDAY), "26 November 2026"),
        (time(19, 5), "19.05"),
        (7, "7"),
        ([1, "dua", time(0, 0)], "1, dua, 00.00"),
        ((), ""),
    ],
)
def test_days_hours_and_lists_are_written_as_people_here_write_them(value: object, said: str) -> None:
    assert _("{it}")(it=value).render("id") == said


def test_a_day_is_written_in_the_language_of_each_reader() -> None:
    text = _("{day}")(day=THURSDAY)
    assert [text.render(language) for language in ("id", "en", "id")] == [
        "Kamis, 26 November 2026",
        "Thursday, 26 November 2026",
        "Kamis, 26 November 2026",
    ]


def test_an_hour_is_written_in_english_as_english_writes_it() -> None:
    assert _("{it}")(it=time(19, 5)).render("en") == "19:05"


def test_days_have_the_names_that_neighbours_call_them_by(jv: str) -> None:
    text = _("{day}")
    assert text(day=THURSDAY).render(jv) == "Kemis, 26 November 2026"
    assert text(day=THURSDAY + timedelta(days=1)).render(jv) == "Jumat, 27 November 2026", "not translated there"


def test_a_label_typed_in_indonesian_is_known_in_any_language() -> None:
    assert texts.from_home(" tambah lagi ", "jv") == _("Register another").render("jv") != "Tambah lagi"
    assert texts.from_home("Tambah lagi", "en") == "Register another"
    assert texts.from_home("Tambah lagi", "id") == "Tambah lagi"
    assert texts.from_home("tidak ada label begini", "jv") == "tidak ada label begini"


def test_parts_that_are_not_there_leave_no_trace() -> None:
    assert lines("a", None, "b").render("en") == "a\nb"
    assert sentence(None, "a", None).render("en") == "a"
    assert lines().render("en") == ""


# -- a reply becomes a draft


def account(language: str) -> Account:
    return Account(id=1, channel="x", chat="c", person=1, name="", language=language)


def test_a_reply_and_its_buttons_are_rendered_for_the_account(jv: str) -> None:
    hello = _("Hello, {name}.")(name="Sri")
    made = draft(account(jv), Reply(hello, (Button(hello, "!help"),), "alert"), turn=4, key="k")
    assert (made.text, made.buttons) == ("Sugeng rawuh, Sri.", (("Sugeng rawuh, Sri.", "!help"),))
    assert (made.channel, made.chat, made.kind, made.turn, made.key) == ("x", "c", "alert", 4, "k")


@pytest.mark.parametrize("length", [LONGEST_LABEL - 1, LONGEST_LABEL, LONGEST_LABEL + 1, 500])
def test_a_label_that_is_longer_than_a_button_is_shortened(length: int) -> None:
    words = ("Kusumaningtyas " * 40)[:length]
    [(label, _payload)] = draft(account("id"), Reply(verbatim("x"), (Button(verbatim(words), "p"),))).buttons
    assert len(label) <= LONGEST_LABEL
    assert (label == words) is (length <= LONGEST_LABEL)
    assert words.startswith(label.removesuffix("…"))
