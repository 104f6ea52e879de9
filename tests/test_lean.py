"""A lean dataclass is one of the standard library's in all but when its methods are written."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from inspect import signature
from typing import Any

import pytest

import lean

Made = Callable[..., Callable[[type], type]]


@lean.dataclass(frozen=True, slots=True)
class Member:
    """A name, an age and what is told of both."""

    name: str
    age: int | None = None
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("without a name")


@lean.dataclass(frozen=True, slots=True)
class Officer(Member):
    office: str = "sekretaris"

    @property
    def called(self) -> str:
        return f"{self.office} {self.name}"


@lean.dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    day: str
    place: str = "balai"

    def __repr__(self) -> str:
        return "a meeting"


@lean.dataclass()
class Place:
    name: str
    seats: int = 0


def fresh(made: Made) -> type:
    """A class that nobody has used."""

    class Fresh:
        """One."""

        name: str
        age: int = 3

    Fresh.__annotations__ = {"name": "str", "age": "int"}
    return made(frozen=True, slots=True)(Fresh)


@pytest.mark.parametrize("made", [lean.dataclass, dataclass], ids=["lean", "of the library"])
def test_it_is_made_compared_and_shown_as_those_of_the_library(made: Made) -> None:
    one = fresh(made)
    assert one("Sri") == one("Sri", 3) == one(age=3, name="Sri") != one("Sri", 4)
    assert one("Sri") != fresh(made)("Sri")
    assert hash(one("Sri")) == hash(("Sri", 3))
    assert repr(one("Sri")).endswith("Fresh(name='Sri', age=3)")
    for wrong in ((), ("Sri", 3, 4)):
        with pytest.raises(TypeError):
            one(*wrong)
    with pytest.raises(TypeError):
        one("Sri", hamlet="Sari")


def test_whichever_method_is_used_first_it_is_right() -> None:
    methods: list[Callable[[Any], object]] = [repr, hash, lambda it: it == it, lambda it: replace(it, name="Tini").name]
    for method in methods:
        one = fresh(lean.dataclass)
        assert method(one("Sri")) in (hash(("Sri", 3)), True, "Tini", repr(one("Sri")))


def test_nothing_of_it_changes() -> None:
    sri = Member("Sri", 45)
    with pytest.raises(FrozenInstanceError):
        sri.age = 46  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del sri.age
    with pytest.raises(FrozenInstanceError):
        sri.village = "Sari"  # type: ignore[attr-defined]
    assert replace(sri, age=46) == Member("Sri", 46) != sri
    assert asdict(sri) == {"name": "Sri", "age": 45, "told": []}


def test_what_is_checked_when_it_is_made_is_checked() -> None:
    with pytest.raises(ValueError, match="without a name"):
        Member("")
    with pytest.raises(ValueError, match="without a name"):
        Officer("")
    assert Member("Sri").told is not Member("Sri").told


def test_a_child_has_what_its_parent_has_and_more() -> None:
    sri = Officer("Sri", office="ketua")
    assert (sri.called, sri.age, [each.name for each in fields(sri)]) == (
        "ketua Sri",
        None,
        ["name", "age", "told", "office"],
    )
    assert Member("Sri") != sri
    assert isinstance(sri, Member)


def test_what_a_class_writes_itself_stays() -> None:
    assert repr(Meeting(day="Kamis")) == "a meeting"
    assert Meeting(day="Kamis") == Meeting(place="balai", day="Kamis")
    with pytest.raises(TypeError):
        Meeting("Kamis")  # type: ignore[call-arg]


@pytest.mark.parametrize("made", [lean.dataclass, dataclass], ids=["lean", "of the library"])
def test_what_compares_by_itself_has_a_hash_as_long_as_nothing_of_it_changes(made: Made) -> None:
    class Alike:
        name: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Alike)

    assert made(slots=True)(Alike).__hash__ is None
    assert made(frozen=True, slots=True)(Alike).__hash__ is not None


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_it_can_be_copied_and_sent_to_another_process(again: Callable[[Any], Any]) -> None:
    sri = Officer("Sri", told=["a"])
    assert again(sri) == sri
    assert again(sri).called == "sekretaris Sri"


def test_it_has_no_room_for_anything_else() -> None:
    assert not hasattr(Member("Sri"), "__dict__")
    match Member("Sri", 45):
        case Member(name, age):
            assert (name, age) == ("Sri", 45)


def test_what_is_not_frozen_changes_and_has_no_hash() -> None:
    place = Place("balai")
    place.seats += 1
    place.host = "Sri"  # type: ignore[attr-defined]
    assert place == Place("balai", 1)
    assert repr(place) == "Place(name='balai', seats=1)"
    with pytest.raises(TypeError):
        hash(place)


def test_no_method_is_written_before_it_is_used() -> None:
    one = fresh(lean.dataclass)
    assert "values" in signature(one).parameters
    one("Sri")
    assert list(signature(one).parameters) == ["name", "age"]
    assert "values" in signature(vars(one)["__eq__"]).parameters
