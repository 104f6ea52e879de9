"""Forty neighbours whom a story may have as members: "12 members" are the first twelve, seven of them women.

Each is called by Bu or Pak and the first name ("Bu Tini"), as in the village.
"""

from __future__ import annotations

from jamaah.people import Gender

WOMEN = """Tini Lestari, Suminah Wati, Ngatinah, Painem, Lasmi, Sumarni, Rubiyem, Warsini, Sulastri, Mujiyem, Partinah,
Yatmi, Kasmi, Wiji Astuti, Endang Purwanti, Jumirah, Parmi, Tukinem, Sariyem, Mursinah, Wagirah"""
MEN = """Darmo Suwito, Wagiman, Slamet Riyadi, Karno, Giyono, Budi Santoso, Tukiman, Paijo, Joko Susilo, Sugeng Raharjo,
Ponidi, Suroto, Ngadimin, Parjo, Sukardi, Mulyono, Sarjono, Kuwat, Wardoyo"""
FIRST_BORN = 1956


def neighbours(count: int) -> list[tuple[str, Gender, int]]:
    """The first so many neighbours: name, gender and year of birth; never fewer women than men."""
    women, men = _names(WOMEN), _names(MEN)
    mixed: list[tuple[str, Gender]] = [(women[0], Gender.FEMALE), (women[1], Gender.FEMALE)]
    for man, woman in zip(men, women[2:], strict=True):
        mixed += [(man, Gender.MALE), (woman, Gender.FEMALE)]
    return [(name, gender, FIRST_BORN + number) for number, (name, gender) in enumerate(mixed[:count])]


def _names(words: str) -> list[str]:
    return [" ".join(name.split()) for name in words.split(",")]
