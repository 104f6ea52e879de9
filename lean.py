"""Dataclasses that cost little as long as nobody uses them: of 190 that a start makes its first message needs 40."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, make_dataclass
from dataclasses import dataclass as _dataclass
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["dataclass"]
C = TypeVar("C", bound=type)
_LATER = ("__init__", "__repr__", "__eq__", "__hash__")

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, kw_only: bool = False) -> Callable[[C], C]:
        """As `dataclasses.dataclass`, but each method is written when it is first called: to write all of them takes a
        third of a millisecond, ten times what the class itself takes."""

        def made(cls: C) -> C:
            own = vars(cls)
            lean = _dataclass(cls, init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
            for name in _LATER:
                if own.get(name) is None:  # a class that writes __eq__ has None for a __hash__
                    setattr(lean, name, _later(lean, name, frozen=frozen))
            return _frozen(lean) if frozen else lean

        return made


def _frozen(cls: Any) -> Any:
    cls.__setattr__, cls.__delattr__ = _refuse_to_set, _refuse_to_delete
    cls.__getstate__, cls.__setstate__ = _state, _restore
    return cls


def _later(cls: type, name: str, *, frozen: bool) -> Callable[..., Any] | None:
    """Stands for a method until it is called."""
    if name == "__hash__" and not frozen:
        return None

    def method(self: object, *values: object, **named: object) -> Any:
        setattr(cls, name, _written(cls, name, frozen=frozen))
        return vars(cls)[name](self, *values, **named)

    return method


def _written(cls: Any, name: str, *, frozen: bool) -> Callable[..., Any]:
    """The method, as the standard library writes it for a class of the same fields."""
    init, shown, compared = name == "__init__", name == "__repr__", name in ("__eq__", "__hash__")
    namespace = {"__doc__": cls.__name__}
    if hasattr(cls, "__post_init__"):
        namespace["__post_init__"] = cls.__post_init__
    told = [(field.name, field.type, field) for field in fields(cls)]
    alike = make_dataclass(cls.__name__, told, namespace=namespace, frozen=frozen, init=init, repr=shown, eq=compared)
    return vars(alike)[name]  # type: ignore[no-any-return]


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, field.name) for field in fields(self)]


def _restore(self: Any, state: list[object]) -> None:
    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
