"""Names are handed on with the honorific they were said with."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Reader
from bot.understanding.examples import INTENTS
from bot.understanding.spoken import NAMING


@pytest.mark.parametrize(
    ("intent", "text", "spoken"),
    [
        ("register_member", "daftar bu wati umur 33", {"Wati": "Bu Wati"}),
        ("register_member", "PAK GITO", {"Gito": "Pak Gito"}),
        ("register_member", "Ibu Sumarni", {"Sumarni": "Bu Sumarni"}),
        ("register_member", "bpk. joko susilo, 50", {"Joko Susilo": "Pak Joko Susilo"}),
        ("register_member", "bu hj. Aminah", {"Hj. Aminah": "Bu Hj. Aminah"}),
        ("register_member", "mbahe karto", {"Karto": "Mbah Karto"}),
        ("register_members", "mba Rini, mas Adi, Sutini", {"Rini": "Mbak Rini", "Adi": "Mas Adi"}),
        (
            "record_meeting",
            "bu darmo izin, lik parto telat, siti alpa",
            {"Darmo": "Bu Darmo", "Parto": "Lik Parto"},
        ),
    ],
)
def test_an_honorific_is_kept_in_one_spelling(
    intent: str, text: str, spoken: dict[str, str], reader: Reader, now: datetime
) -> None:
    assert reader.slots(intent, text, now)["spoken"] == spoken


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("register_member", "siti aminah"),
        ("register_member", "om Joko"),
        ("record_meeting", "di rumah bu Yem"),
        ("record_meeting", "keputusan: giliran di tempat pak Darmo"),
        ("record_meeting", "semua hadir, terima kasih bu Sri"),
        ("record_meeting", "bu darmo izin, pak darmo telat"),
    ],
)
def test_nothing_is_spoken_of_whoever_is_not_told_or_has_no_or_two_honorifics(
    intent: str, text: str, reader: Reader, now: datetime
) -> None:
    assert "spoken" not in reader.slots(intent, text, now)


def test_who_lends_the_house_or_is_denied_does_not_blur_who_is_told(reader: Reader, now: datetime) -> None:
    for text in ("kumpulan di rumah pak darmo, bu darmo izin", "yang izin bukan pak darmo, tapi bu darmo"):
        assert reader.slots("record_meeting", text, now)["spoken"] == {"Darmo": "Bu Darmo"}


@pytest.mark.parametrize("intent", sorted(INTENTS - NAMING))
def test_other_intents_have_no_spoken_names(intent: str, reader: Reader, now: datetime) -> None:
    assert "spoken" not in reader.slots(intent, "bu Tini izin, pak Darmo keluar dari kelompok", now)
