"""Who is added to a list as somebody's kin: "Pak Anton, istrinya Mbak Devi"."""

from __future__ import annotations

from bot.understanding.expressions import expression
from bot.understanding.normalise import read
from bot.understanding.people import Person, people_in
from lean import dataclass

_KIN = expression(
    r"\W*(?:(?:terus|sama|ini|lalu|serta|dan) )*(?P<kin>istri|pasangan|suami|anak|adik|kakak|mantu|keponakan)\b(?=.)"
)
_SPOUSES = {"istri": "female", "suami": "male", "pasangan": None}
_PARENTS = frozenset({"pak", "bu"})


@dataclass(frozen=True, slots=True)
class Kin:
    """What a part of a list says of somebody, without the word for the kin; his gender as that word tells it; and
    whether he is of the household of who was named before."""

    text: str
    gender: str | None
    household: bool


def kin_in(part: str, before: str) -> Kin | None:
    """Somebody further, told by whose kin he is, in the part of a list behind the part `before`; None where the part is
    about who was named before ("Bu Yanti, istrinya Pak Hartono").
    """
    said = read(part)
    match = _KIN.match(said.plain)
    if match is None:
        return None
    people, previous = people_in(said), people_in(before)
    if not people or not previous:
        return None
    gender = _SPOUSES.get(match["kin"])
    if match["kin"] in _SPOUSES:
        further = _is_spouse(people[0], previous[0], gender)
    else:
        further = said.tokens[people[0].first].word not in _PARENTS
    text = said.text[said.tokens[people[0].first].start :]
    return Kin(text, gender, match["kin"] in _SPOUSES) if further else None


def _is_spouse(person: Person, before: Person, gender: str | None) -> bool:
    """The head of a family is the man, if it is told who is: "istrinya Pak Hartono" tells whose wife somebody is."""
    return person.gender != "male" and before.gender != "female" and gender != "male"
