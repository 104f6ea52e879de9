"""Small talk: by what it is, and only if the whole message is that."""

from __future__ import annotations

import pytest

from bot.understanding.small_talk import small_talk, without_thanks

SAID = {
    "salam": "assalamualaikum bu|Assalamu'alaikum wr wb",
    "day": "selamat pagi pak|sugeng enjing|pagi|halo selamat pagi",
    "hello": "halo|kulo nuwun|tes",
    "how": "apa kabar|piye kabare",
    "doing": "lagi apa|lagi ngapain mas",
    "who": "siapa kamu|sopo kowe",
    "thanks": "matur nuwun bot|makasih|makasih ya|🙏|nggih matur nuwun",
    "laugh": "hahaha|wkwkwkwk|hehehe 😄|😂😂|hihihihi",
    "curse": "asu|dasar bot bodoh|jancuk",
    "praise": "pinter tenan|bagus sekali",
    "sorry": "ngapunten|maaf ya",
    "bye": "pamit dulu|sampai nanti",
    "joke": "ceritakan yang lucu",
}
ELSE = "|Slamet|Sugeng|Selamat|daftar bu siti makasih|halo, berapa anggota kita?|🐄🌾|siapa yang hadir|54|hasil rapat"


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SAID.items() for text in texts.split("|")])
def test_small_talk_is_known_by_what_it_is(kind: str, text: str) -> None:
    assert small_talk(text) == kind


@pytest.mark.parametrize("text", ELSE.split("|"))
def test_what_says_anything_else_is_no_small_talk(text: str) -> None:
    assert small_talk(text) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("kumpulan kemarin di balai rt makasih ya", "kumpulan kemarin di balai rt"),
        ("daftar bu siti, matur nuwun bu", "daftar bu siti"),
        ("kumpulan tiap jumat di masjid, hehe", "kumpulan tiap jumat di masjid"),
        ("oke terima kasih banyak", "oke terima kasih banyak"),
        ("berapa anggota kita", "berapa anggota kita"),
        ("🙏", "🙏"),
        ("", ""),
    ],
)
def test_thanks_at_the_end_are_left_out_of_what_is_said(text: str, left: str) -> None:
    assert without_thanks(text) == left
