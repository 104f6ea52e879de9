"""WhatsApp's templates: each is as Meta wants it, and says our own sentences word for word."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace

import pytest

from bot.channels.whatsapp_templates import DATA, PARAMETER, Template, problems, read, submission, templates
from bot.messages import READ, File, Outgoing
from main import main
from tests.whatsapp import listing

ALL = (*templates().all, templates().knock)
AROUND = {"before": "Kabar: ", "after": "\nBisa dibalas."}


def message(text: str, *labels: str) -> Outgoing:
    buttons = tuple((label, f"p{number}") for number, label in enumerate(labels))
    return Outgoing(id=1, channel="whatsapp", chat="1", text=text, buttons=buttons, kind="reminder")


def one(said: str, **rest: object) -> Template:
    told = {"name": "satu", "category": "utility", "said": said, **rest}
    knock = {"name": "dua", "category": "utility", "said": "Ada kabar.", "buttons": ["Baca"]}
    return read({"language": "id", "around": AROUND, "knock": knock, "template": [told]}).all[0]


@pytest.mark.parametrize("template", ALL, ids=lambda template: template.name)
def test_meta_has_nothing_against_it(template: Template) -> None:
    assert problems(template, ALL) == []


def test_what_has_a_template_knocks_only_where_it_is_of_several_lines() -> None:
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    said = {PARAMETER.sub("…", each["said"]) for each in data["template"]}
    both = [each["why"] for each in data["knocks"] if PARAMETER.sub("…", each["said"]) in said]
    assert [why for why in both if "lines" not in why] == []


@pytest.mark.parametrize("template", templates().all, ids=lambda template: template.name)
def test_its_own_example_is_said_by_it_and_by_none_before_it(template: Template) -> None:
    said = template.said.format(**template.example)
    buttons = [ours if ours != "*" else "Melati" for ours, _phone in template.buttons]
    filled = templates().fitting(message(said, *buttons))
    assert filled is not None
    assert filled.template.name == template.name
    assert filled.values == dict(template.example)
    assert filled.shown == f"{template.before}{said}{template.after}", "word for word, with what Meta wants around it"
    assert [payload for _label, payload in filled.buttons] == [f"p{number}" for number in range(len(buttons))]


def test_a_reminder_is_found_by_its_words_and_buttons() -> None:
    text = "JP Mandiri kumpulan besok: Kamis, 3 Desember 2026, 19.30 WIB, rumah Bu Tini. Tercatat izin."
    filled = templates().fitting(message(text))
    assert filled is not None
    assert filled.template.name == "kumpulan_dekat"
    assert filled.values["rincian"] == "Kamis, 3 Desember 2026, 19.30 WIB, rumah Bu Tini. Tercatat izin"
    assert filled.shown == f"Kabar kelompok: {text}\nBisa dibalas di sini."
    asked = templates().fitting(message(text, "Hadir", "Izin", "Belum tahu"))
    assert asked is not None
    assert asked.template.name == "kumpulan_dekat_jawab"
    assert templates().fitting(message(text, "Hadir", "Izin")) is None


def test_a_label_that_is_a_name_is_a_number_in_a_template_and_does_the_same() -> None:
    text = (
        "1 kelompok, per Senin, 7 Desember 2026. 0 kumpul minggu ini.\n"
        "Yang perlu didatangi, mulai dari yang paling perlu:\n1. Melati (Kopeng): belum ada jadwal"
    )
    filled = templates().fitting(message(text, "Melati (Kopeng)", "Semua kelompok"))
    assert filled is not None
    assert filled.buttons == (("Nomor 1", "p0"), ("Semua kelompok", "p1"))


@pytest.mark.parametrize(
    "text",
    [
        "JP Mandiri, dari Bu Sri: besok kerja bakti\njangan lupa bawa arit",
        "JP Mandiri, dari Bu Sri: besok\tkerja bakti",
        "JP Mandiri, dari Bu Sri: besok     kerja bakti",
        "JP Mandiri, dari Bu Sri: ",
        "JP Mandiri, dari Bu Sri: " + "a" * 1_000,
        "Kumpulan kapan-kapan: entah.",
        "JP Mandiri meets tomorrow: Thursday, 3 December 2026.",
        "",
    ],
)
def test_what_no_parameter_may_have_or_has_other_words_fits_none(text: str) -> None:
    assert templates().fitting(message(text)) is None


def test_four_spaces_are_not_too_many() -> None:
    assert templates().fitting(message("JP Mandiri, dari Bu Sri: besok    kerja bakti")) is not None


def test_files_and_ones_own_number_fit_none() -> None:
    text = message("Untuk grup WA, tinggal disalin:")
    assert templates().fitting(text) is not None
    assert templates().fitting(replace(text, files=(File("a.pdf", "application/pdf", "roll", "1"),))) is None
    assert templates().fitting(replace(text, share="Kirim nomor saya")) is None


def test_who_has_chosen_another_language_gets_the_template_in_that_of_the_country() -> None:
    said = message("JP Mandiri meets tomorrow: Thursday, 3 December 2026.", "I come", "Excuse me", "Not sure yet")
    assert templates().fitting(said) is None
    home = ("JP Mandiri kumpulan besok: Kamis, 3 Desember 2026.", ("Hadir", "Izin", "Belum tahu"))
    filled = templates().fitting(replace(said, home=home))
    assert filled is not None
    assert filled.template.name == "kumpulan_dekat_jawab"
    assert filled.buttons == (("Hadir", "p0"), ("Izin", "p1"), ("Belum tahu", "p2"))


def test_the_knock_asks_for_what_waits() -> None:
    knock = templates().knocking()
    assert knock.template.name == "ada_kabar"
    assert knock.values == {}
    assert knock.buttons == (("Baca", READ),)


def test_words_are_put_around_only_where_meta_wants_them() -> None:
    assert one("Sudah dibetulkan: {apa}. Matur nuwun.").body == "Sudah dibetulkan: {apa}. Matur nuwun."
    assert one("{apa} sudah dibetulkan. Matur nuwun.").body == "Kabar: {apa} sudah dibetulkan. Matur nuwun."
    assert one("Sudah dibetulkan sekarang: {apa}.").body == "Sudah dibetulkan sekarang: {apa}.\nBisa dibalas."
    assert one("Sudah {apa} betul.").body == "Sudah {apa} betul.\nBisa dibalas.", "two words are too few for one"


@pytest.mark.parametrize(
    ("said", "rest", "problem"),
    [
        ("Sudah {apa} {siapa} di sini dan di sana ya.", {}, "two parameters stand side by side"),
        ("Sudah {apa} dan {apa} lagi di sini ya.", {}, "a parameter is there twice"),
        ("Sudah dibetulkan: {apa}.", {"after": ""}, "it ends with a parameter"),
        ("{apa} sudah dibetulkan, matur nuwun.", {"before": ""}, "it begins with a parameter"),
        ("Sudah {apa} di {mana} ya.", {"after": ""}, "too many parameters for so few words"),
        ("Sudah dibetulkan semua.", {"buttons": ["Lihat daftar yang dibetulkan"]}, "a button's label is too long"),
        ("Sudah dibetulkan semua.", {"buttons": ["Ya", "Ya"]}, "two buttons are alike"),
        ("Sudah dibetulkan semua.", {"name": "Satu"}, "a name is of small letters, digits and underscores"),
        ("Sudah dibetulkan semua.", {"category": "service"}, "a category is utility or marketing"),
        ("Sudah " + "lama " * 250, {}, "it is too long"),
        ("Sudah dibetulkan: {apa}, ya.", {}, "each parameter wants an example"),
        ("Sudah dibetulkan: {apa}, ya.", {"example": {"apa": "a\nb"}}, "an example has what no parameter may have"),
    ],
)
def test_what_meta_refuses_is_seen(said: str, rest: dict[str, object], problem: str) -> None:
    assert problem in problems(one(said, **rest))


def test_two_with_the_same_words_are_one_too_many() -> None:
    first, second = one("Sudah dibetulkan: {apa}, ya."), replace(one("Sudah dibetulkan: {itu}, ya."), name="dua")
    assert any(re.search("dua", problem) for problem in problems(first, [first, second]))


def test_the_docs_list_them_as_they_are() -> None:
    _before, found, _after = listing.parted(listing.DOCS.read_text(encoding="utf-8"))
    assert found == listing.listed(), "python -m tests.whatsapp.listing"


def test_one_is_submitted_with_named_parameters_and_an_example_of_each() -> None:
    told = submission(one("Sudah dibetulkan: {apa}, ya.", buttons=[["*", "Ya"]], example={"apa": "nama"}))
    assert told == {
        "name": "satu",
        "language": "id",
        "category": "UTILITY",
        "parameter_format": "NAMED",
        "components": [
            {
                "type": "BODY",
                "text": "Sudah dibetulkan: {{apa}}, ya.",
                "example": {"body_text_named_params": [{"param_name": "apa", "example": "nama"}]},
            },
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Ya"}]},
        ],
    }


def test_the_program_prints_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates"]) == 0
    names = [json.loads(line)["name"] for line in capsys.readouterr().out.splitlines()]
    assert names[0] == "ada_kabar"
    assert sorted(names) == sorted(template.name for template in ALL)
