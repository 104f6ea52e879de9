"""The file of all data: opens anywhere, runs no formula, holds no NIK and nothing of another group, and is logged."""

from __future__ import annotations

import csv
import json
import zipfile
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bundles import bundle, bundle_file, safe, table
from bot.files import RECIPES, made
from tests.desk import NOW, SEAL, Desk
from tests.walks import YES
from tests.world import FACILITATOR, MANDIRI, MEMBER, MEMBERS, PHONES, RAHAYU, SECRETARY, STRANGER, private

pytest_plugins = ("tests.desk_fixtures",)

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)


async def taken_along(desk: Desk) -> dict[str, str]:
    """The files in the file that a secretary gets."""
    desk.say(SECRETARY, "minta semua data kelompok")
    desk.say(SECRETARY, "arsip")
    told = desk.say(SECRETARY, YES)
    [file] = told.messages[-1].files
    assert file.recipe in RECIPES
    assert file.name == "mandiri-2026-11-23.zip"
    with zipfile.ZipFile(BytesIO((await made(file)).content)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


async def test_all_of_a_group_is_in_it_and_nothing_of_another(desk: Desk) -> None:
    desk.say(SECRETARY, "akta belum ada")
    desk.say(SECRETARY, YES)
    desk.say(SECRETARY, "nik wagiman 3322011505800001")
    desk.say(SECRETARY, YES)
    files = await taken_along(desk)
    whole = "\n".join(files.values())
    assert all(name in files["daftar-anggota.csv"] for name in MEMBERS[MANDIRI])
    assert PHONES[MANDIRI] in whole
    assert files["daftar-anggota.csv"].startswith("Nama lengkap,Panggilan,Perempuan atau laki-laki,")
    assert "2026-11-19,Kartini Lestari,hadir" in files["yang-hadir.csv"]
    told = json.loads(files["data.json"])
    assert [row["name"] for row in told["members"]] == list(MEMBERS[MANDIRI])
    assert {"meetings", "attendance", "ideas", "schedules", "changes"} <= told.keys()
    assert not [word for word in private(RAHAYU) if word in whole]
    assert "nik" not in json.dumps(told["founders"])
    assert "0001" not in json.dumps(told["founders"])
    assert SEAL.open(desk.records.founders.of(MANDIRI)[0].nik or "") == "3322011505800001"


async def test_it_is_written_down_who_got_it(desk: Desk) -> None:
    await taken_along(desk)
    [export] = desk.records.exports.of(MANDIRI)
    assert (export.person, export.purpose, export.at) == (desk.person(SECRETARY), "keep", NOW)


@pytest.mark.parametrize("who", [STRANGER, MEMBER, FACILITATOR])
def test_nobody_else_gets_it(desk: Desk, who: str) -> None:
    for group in (MANDIRI, RAHAYU):
        told = desk.tap(who, f"!export_all&group={group}&purpose=keep")
        assert not any(message.files for message in told.messages)
        assert desk.asked(who) is None
    assert desk.records.exports.of(MANDIRI) == []


@given(st.lists(st.fixed_dictionaries({"a": words, "=b": words}), min_size=1, max_size=5))
def test_no_cell_is_a_formula_and_every_word_is_read_back(rows: list[dict[str, str]]) -> None:
    read = list(csv.DictReader(StringIO(table(rows), newline="")))
    for row, was in zip(read, rows, strict=True):
        for name, cell in row.items():
            assert cell in (was[name], f"'{was[name]}")
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))


@given(st.text(max_size=60))
def test_the_name_of_the_file_is_only_a_name(name: str) -> None:
    made_safe = safe(name)
    assert made_safe
    assert set(made_safe) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_the_same_data_give_the_same_bytes() -> None:
    file = bundle_file("JP Mandiri", {"members": [{"name": "Tini", "tags": ["a"]}], "none": []}, "tentang")
    assert bundle(file.of) == bundle(file.of)
