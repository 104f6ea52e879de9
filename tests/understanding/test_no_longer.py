"""Who keeps the books no longer is heard however it is said; who is asked to keep them is somebody else."""

from __future__ import annotations

import pytest

from bot.understanding.no_longer import no_longer_keeper, steps_down


@pytest.mark.parametrize(
    "text",
    [
        "lepas sekretaris mbak wati",
        "copot sekretaris mbak wati ya",
        "copot mbak wati dari sekretaris",
        "mbak wati sudah bukan sekretaris",
        "mbak wati ora nyekel buku maneh",
        "mbak wati wis ora nyekel bukune",
        "mbak wati bukan pemegang buku lagi",
        "mbak wati berhenti jadi sekretaris",
        "mbak wati wis leren dadi carik",
        "berhentikan mbak wati dari sekretaris",
        "berhentikan sekretaris mbak wati",
    ],
)
def test_who_is_let_go_is_heard(text: str) -> None:
    assert no_longer_keeper(text) == "Mbak Wati"


@pytest.mark.parametrize("text", ["mbak wati jadi sekretaris", "serahkan buku ke mbak wati", "mbak wati nyekel buku"])
def test_who_is_to_keep_the_books_is_not_let_go(text: str) -> None:
    assert no_longer_keeper(text) is None


def test_who_stops_and_hands_over_is_heard() -> None:
    assert steps_down("mbak wati mau berhenti jadi sekretaris, ganti bu tini") == "Mbak Wati"
