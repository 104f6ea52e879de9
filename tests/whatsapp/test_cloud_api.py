"""What the stand-in for WhatsApp holds every request against: what breaks a documented limit fails the test."""

from __future__ import annotations

from typing import Any

import pytest

from tests.described import MEGABYTE, Upload
from tests.whatsapp.cloud_api import refusals, upload_refusals
from tests.whatsapp.templates import Approved

REMINDER = Approved("pengingat", "Kumpulan {{kapan}} di {{tempat}}.", ("Hadir", "Izin"))
MEDIA = {"7": Upload("a.png", "image/png", b"a picture"), "8": Upload("a.pdf", "application/pdf", b"a paper")}
Fields = dict[str, Any]


def message(kind: str, said: Any, **more: Any) -> Fields:
    return {"messaging_product": "whatsapp", "to": "6281200000001", "type": kind, kind: said, **more}


def text(body: str, **more: Any) -> Fields:
    return message("text", {"body": body}, **more)


def buttons(*replies: tuple[str, str], body: str = "Sudah benar?", **more: Any) -> Fields:
    given = [{"type": "reply", "reply": {"id": sends, "title": title}} for sends, title in replies]
    return message("interactive", {"type": "button", "body": {"text": body}, "action": {"buttons": given}, **more})


def rows(
    *rows: Fields, button: str = "Pilih", body: str = "Yang mana?", sections: list[Fields] | None = None
) -> Fields:
    action = {"button": button, "sections": sections or [{"rows": list(rows)}]}
    return message("interactive", {"type": "list", "body": {"text": body}, "action": action})


def row(number: int, **more: Any) -> Fields:
    return {"id": str(number), "title": f"Bu {number}", **more}


def template(values: dict[str, str], *payloads: str, name: str = "pengingat", language: str = "id") -> Fields:
    body = [{"type": "text", "parameter_name": key, "text": value} for key, value in values.items()]
    components: list[Fields] = [{"type": "body", "parameters": body}] if body else []
    for place, sends in enumerate(payloads):
        part = {"type": "button", "sub_type": "quick_reply", "index": str(place)}
        components.append({**part, "parameters": [{"type": "payload", "payload": sends}]})
    return message("template", {"name": name, "language": {"code": language}, "components": components})


THURSDAY = {"kapan": "besok", "tempat": "rumah Bu Tini"}
PDF_ABOVE = {"type": "document", "document": {"id": "8", "filename": "Buku.pdf"}}
KEPT = [
    text("x" * 4096),
    text("halo", recipient_type="individual", biz_opaque_callback_data="17"),
    {**{key: value for key, value in text("halo").items() if key != "to"}, "recipient": "ID.00000000000000001"},
    buttons(("1", "x" * 20), ("2", "Ubah"), ("3", "Batal"), body="x" * 1024),
    buttons(("x" * 256, "Simpan"), header=PDF_ABOVE, footer={"text": "x" * 60}),
    rows(*(row(number) for number in range(10))),
    rows(row(1, id="x" * 200, title="x" * 24, description="x" * 72), button="x" * 20),
    rows(sections=[{"title": "A", "rows": [row(1)]}, {"title": "B", "rows": [row(2)]}]),
    message("image", {"id": "7", "caption": "x" * 1024}),
    message("document", {"id": "8", "filename": "Buku Bu Sri.pdf"}),
    template(THURSDAY),
    template(THURSDAY, "h:1", "i:1"),
    message("contacts", [{"name": {"formatted_name": "Sri"}, "phones": [{"phone": "+62812", "wa_id": "6281200000"}]}]),
    {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1"},
    {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1", "typing_indicator": {"type": "text"}},
]
BROKEN: list[tuple[int, Fields]] = [
    (131008, {"to": "6281200000001", "type": "text", "text": {"body": "halo"}}),
    (131008, {key: value for key, value in text("halo").items() if key != "to"}),
    (131009, text("")),
    (131009, text(" \n ")),
    (131009, text("x" * 4097)),
    (131009, text("🌾" * 2048 + "x")),
    (131009, text("halo", to="Sri")),
    (131009, text("halo", parse_mode="HTML")),
    (131009, message("sticker", {"id": "7"})),
    (131009, buttons()),
    (131009, buttons(*((str(number), f"Bu {number}") for number in range(4)))),
    (131009, buttons(("1", "x" * 21))),
    (131009, buttons(("1", "Ya"), ("2", "Ya"))),
    (131009, buttons(("1", "Ya"), ("1", "Tidak"))),
    (131009, buttons(("x" * 257, "Ya"))),
    (131009, buttons(("1", ""))),
    (131009, buttons(("1", "Ya"), body="x" * 1025)),
    (131009, buttons(("1", "Ya"), body="")),
    (131009, buttons(("1", "Ya"), footer={"text": "x" * 61})),
    (131009, buttons(("1", "Ya"), header={"type": "text", "text": "x" * 61})),
    (131009, buttons(("1", "Ya"), header={"type": "document", "document": {"id": "9"}})),
    (131009, rows()),
    (131009, rows(*(row(number) for number in range(11)))),
    (131009, rows(sections=[{"title": str(n), "rows": [row(6 * n + r) for r in range(6)]} for n in range(2)])),
    (131008, rows(sections=[{"rows": [row(1)]}, {"title": "B", "rows": [row(2)]}])),
    (131009, rows(row(1), row(1))),
    (131009, rows(row(1, id="x" * 201))),
    (131009, rows(row(1, title="x" * 25))),
    (131009, rows(row(1, description="x" * 73))),
    (131009, rows(row(1), button="x" * 21)),
    (131009, rows(row(1), button="")),
    (131009, rows(row(1), body="x" * 1025)),
    (131009, message("image", {"id": "7", "caption": "x" * 1025})),
    (131009, message("image", {"id": "8"})),
    (131009, message("document", {"id": "9"})),
    (132001, template(THURSDAY, name="undangan")),
    (132001, template(THURSDAY, language="jv")),
    (132000, template({"kapan": "besok"})),
    (132000, template({})),
    (132000, template({**THURSDAY, "jam": "19.30"})),
    (132012, template({"kapan": "besok", "dimana": "rumah Bu Tini"})),
    (132012, template(THURSDAY, "a", "b", "c")),
    (132018, template({**THURSDAY, "tempat": "rumah\nBu Tini"})),
    (132018, template({**THURSDAY, "tempat": "rumah\tBu Tini"})),
    (132018, template({**THURSDAY, "tempat": "rumah     Bu Tini"})),
    (132005, template({**THURSDAY, "tempat": "x" * 1010})),
    (131009, template({**THURSDAY, "tempat": ""})),
    (131009, template(THURSDAY, "x" * 257)),
    (131009, {"messaging_product": "whatsapp", "status": "delivered", "message_id": "wamid.1"}),
]


@pytest.mark.parametrize("fields", KEPT)
def test_what_keeps_to_the_limits_is_taken(fields: Fields) -> None:
    assert refusals(fields, MEDIA, [REMINDER]) == []


@pytest.mark.parametrize(("code", "fields"), BROKEN)
def test_what_breaks_a_limit_is_refused(code: int, fields: Fields) -> None:
    assert [refusal.code for refusal in refusals(fields, MEDIA, [REMINDER])][:1] == [code]


def upload(type_: str, size: int = 9, said: str = "") -> Fields:
    return {"messaging_product": "whatsapp", "type": said or type_, "file": Upload("a", type_, b"x" * size)}


@pytest.mark.parametrize("fields", [upload("image/png", 5 * MEGABYTE), upload("application/pdf", 6 * MEGABYTE)])
def test_a_file_of_a_known_type_and_size_is_taken(fields: Fields) -> None:
    assert upload_refusals(fields) == []


@pytest.mark.parametrize(
    "fields",
    [
        upload("image/png", 5 * MEGABYTE + 1),
        upload("image/webp"),
        upload("application/zip"),
        upload("text/calendar"),
        upload("image/png", 0),
        upload("image/png", said="image/jpeg"),
        {"messaging_product": "whatsapp", "type": "image/png"},
    ],
)
def test_another_file_is_refused(fields: Fields) -> None:
    assert upload_refusals(fields)
