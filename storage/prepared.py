"""SQLAlchemy's statements as the driver of SQLite takes them: put into words once, then only filled."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler

DIALECT = sqlite.dialect()
Processor = Callable[[Any], Any]
_tuple_of: Any = namedtuple
Row = Mapping[str, Any]


class Prepared:
    """One statement in SQLite's words, for parameters of certain names and, in an IN, of certain numbers."""

    def __init__(self, compiled: SQLCompiler, parameters: Mapping[str, Any]) -> None:
        state = compiled.construct_expanded_state(parameters, escape_names=False)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        within = {one: (name, at) for name, many in state.parameter_expansion.items() for at, one in enumerate(many)}
        self.sql = state.statement
        self._fill = [_filling(binds, within.get(name, (name, None)), parameters) for name in state.positiontup or ()]
        columns = compiled._result_columns
        self.names = tuple(column.keyname for column in columns)
        found = enumerate(column.type.dialect_impl(DIALECT).result_processor(DIALECT, None) for column in columns)
        self._read = [(at, process) for at, process in found if process is not None]

    @cached_property
    def row(self) -> Processor:
        """Makes of values a tuple that has them as attributes by the names of their columns."""
        kind: Any = _tuple_of("Row", self.names, rename=True)
        make: Processor = kind._make
        return make

    def filled(self, parameters: Mapping[str, Any]) -> list[Any]:
        """The values in the order in which the statement takes them."""
        return [fill(parameters) for fill in self._fill]

    def read(self, rows: list[tuple[Any, ...]]) -> Sequence[Sequence[Any]]:
        """Rows of the driver, their values as the columns' types have them."""
        return [self._typed(row) for row in rows] if self._read and rows else rows

    def _typed(self, row: tuple[Any, ...]) -> list[Any]:
        values = list(row)
        for at, process in self._read:
            values[at] = process(values[at])
        return values


def _filling(
    binds: Mapping[str, BindParameter[Any]], of: tuple[str, int | None], given: Mapping[str, Any]
) -> Callable[[Mapping[str, Any]], Any]:
    """How one value is taken from the parameters, in the driver's form; what is no parameter is constant."""
    (name, at), bind = of, binds[of[0]]
    process = bind.type.dialect_impl(DIALECT).bind_processor(DIALECT)
    key = next((key for key in (bind.key, name) if key in given), None)
    if key is None:
        constant = bind.effective_value if process is None else process(bind.effective_value)
        return lambda _parameters: constant
    if at is not None:
        return lambda parameters: parameters[key][at] if process is None else process(parameters[key][at])
    return itemgetter(key) if process is None else lambda parameters: process(parameters[key])


class Statement:
    """A statement for parameters of certain names, prepared for as many numbers of values as it is used with."""

    def __init__(self, statement: Any, names: tuple[str, ...]) -> None:
        self._compiled: SQLCompiler = statement.compile(dialect=DIALECT, column_keys=sorted(names))
        if getattr(self._compiled, "insert_prefetch", ()) or getattr(self._compiled, "update_prefetch", ()):
            raise NotImplementedError("a column with a default that is not the database's own")
        self._many = tuple(bind.key for bind in self._compiled.bind_names if bind.expanding and bind.key in names)
        self._prepared: dict[tuple[int, ...], Prepared] = {}

    def prepared(self, parameters: Mapping[str, Any]) -> Prepared:
        """The statement in the database's words, for these parameters."""
        size = tuple(len(parameters[name]) for name in self._many) if self._many else ()
        found = self._prepared.get(size)
        if found is None:
            found = self._prepared[size] = Prepared(self._compiled, parameters)
        return found


@cache
def statement_of(statement: Any, names: tuple[str, ...]) -> Statement:
    """A statement, once for each set of parameters: statements are prebuilt and few, so none has to be given up."""
    return Statement(statement, names)
