"""Whether a regular expression reads one text in more and more ways: then it takes for ever to find that none fits.

A loop through which one text leads in two ways doubles them with every round (exponential ambiguity; Weber and Seidl,
"On the degree of ambiguity of finite automata", 1991). It is looked for in the position automaton: by which signs of
the expression each of them may be followed, and in how many ways. Looking ahead or behind counts as nothing read, so
rather too much is found than too little.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import product
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Generic, TypeVar

LONG = 6
"""A part that may be repeated more often than this is taken for a loop; otherwise it is written out."""
SIGNS = " \n\t.,;:!?-_/()[]&+*'\"0123456789abeqzQZé\u0301\u200f"

T = TypeVar("T")
Ways = Counter[int]
Pair = tuple[int, int]
ZERO_WIDTH = (codes.AT, codes.ASSERT, codes.ASSERT_NOT, codes.GROUPREF)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an expression: with which signs it begins and ends, and in how many ways; in how many it is empty."""

    first: Ways
    last: Ways
    empty: int


NOTHING = Part(Counter(), Counter(), 1)


class Automaton:
    """The signs of an expression, by number: what each fits, and by which it may be followed in how many ways."""

    def __init__(self, written: str, flags: int = 0) -> None:
        self.fits: list[frozenset[str]] = []
        self.follow: defaultdict[int, Ways] = defaultdict(Counter)
        self._shut_in: list[int] = []
        self._shut = self._shuts = 0
        self._tree = parser.parse(written, flags)
        self._known = {*SIGNS, *written, *written.lower()}
        self._fitting: dict[str, frozenset[str]] = {}
        self._sequence(self._tree)

    def doubled(self) -> Pair | None:
        """Two signs between which a loop reads the same text in two ways, if there are any."""
        for loop in components(range(len(self.fits)), lambda sign: self.follow[sign]):
            inside = set(loop)
            for one in loop:
                for other, ways in self.follow[one].items():
                    if ways > 1 and other in inside and not self._no_way_back(one, other):
                        return one, other
            if found := self._parting(inside):
                return found
        return None

    def _parting(self, inside: set[int]) -> Pair | None:
        steps = self._steps(inside)
        for group in components(list(steps), lambda pair: steps[pair]):
            apart = next((pair for pair in group if pair[0] != pair[1] and not self._no_way_back(*pair)), None)
            if apart and any(one == other for one, other in group):
                return apart
        return None

    def _steps(self, inside: set[int]) -> dict[Pair, list[Pair]]:
        """From each two signs that one text may lead to from one sign, the next such two; in either order the same."""
        steps: dict[Pair, list[Pair]] = {}
        waiting: list[Pair] = [(sign, sign) for sign in inside]
        while waiting:
            pair = waiting.pop()
            if pair not in steps:
                ahead = [[sign for sign in self.follow[each] if sign in inside] for each in pair]
                met = (two for two in product(*ahead) if self.fits[two[0]] & self.fits[two[1]])
                steps[pair] = list({(min(two), max(two)) for two in met})
                waiting += steps[pair]
        return steps

    def _no_way_back(self, one: int, other: int) -> bool:
        return bool(self._shut_in[one]) and self._shut_in[one] == self._shut_in[other]

    def _sequence(self, nodes: Iterable[Any]) -> Part:
        return reduce(self._joined, (self._part(*node) for node in nodes), NOTHING)

    def _part(self, code: Any, value: Any) -> Part:
        if code in ZERO_WIDTH:
            return NOTHING
        if code is codes.SUBPATTERN:
            return self._sequence(value[-1])
        if code is codes.BRANCH:
            return self._either([self._sequence(each) for each in value[1]])
        if code is codes.ATOMIC_GROUP:
            return self._without_way_back(lambda: self._sequence(value))
        if code is codes.POSSESSIVE_REPEAT:
            return self._without_way_back(lambda: self._repeated(*value))
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            return self._repeated(*value)
        return self._sign(code, value)

    def _without_way_back(self, read: Callable[[], Part]) -> Part:
        outer, self._shuts = self._shut, self._shuts + 1
        self._shut = outer or self._shuts
        part = read()
        self._shut = outer
        # Of its ways the first that fits is gone; whoever comes back finds no other.
        return Part(Counter(dict.fromkeys(part.first, 1)), Counter(dict.fromkeys(part.last, 1)), min(1, part.empty))

    def _either(self, parts: list[Part]) -> Part:
        first, last = Counter[int](), Counter[int]()
        for part in parts:
            first += part.first
            last += part.last
        return Part(first, last, min(2, sum(part.empty for part in parts)))

    def _repeated(self, least: int, most: int, nodes: Any) -> Part:
        if most <= LONG:
            return self._at_most(least, most, nodes)
        certain = reduce(self._joined, (self._sequence(nodes) for _ in range(min(least, LONG))), NOTHING)
        return self._joined(certain, self._loop(nodes))

    def _at_most(self, least: int, most: int, nodes: Any) -> Part:
        """Written out so that what may follow stands inside of it: otherwise it could be left out in several ways."""
        if not most:
            return NOTHING
        whole = self._joined(self._sequence(nodes), self._at_most(max(least - 1, 0), most - 1, nodes))
        return whole if least else self._either([whole, NOTHING])

    def _loop(self, nodes: Any) -> Part:
        once = self._sequence(nodes)
        self._link(once.last, once.first)
        return Part(once.first, once.last, 1)

    def _joined(self, one: Part, other: Part) -> Part:
        self._link(one.last, other.first)
        return Part(
            one.first + _times(other.first, one.empty),
            other.last + _times(one.last, other.empty),
            min(2, one.empty * other.empty),
        )

    def _link(self, before: Ways, after: Ways) -> None:
        for (one, ways), (other, more) in product(before.items(), after.items()):
            self.follow[one][other] = min(2, self.follow[one][other] + ways * more)

    def _sign(self, code: Any, value: Any) -> Part:
        key = f"{code} {value}"
        if key not in self._fitting:
            alone = compiler.compile(parser.SubPattern(self._tree.state, [(code, value)]), self._tree.state.flags)
            self._fitting[key] = frozenset(sign for sign in self._known if alone.fullmatch(sign))
        self.fits.append(self._fitting[key])
        self._shut_in.append(self._shut)
        place = Counter({len(self.fits) - 1: 1})
        return Part(place, place, 0)


def components(nodes: Iterable[T], after: Callable[[T], Iterable[T]]) -> Iterator[list[T]]:
    """Groups of nodes of which each leads to each, and back to itself (Tarjan)."""
    search = _Search(after)
    for root in nodes:
        if root not in search.order:
            yield from search.below(root)


class _Search(Generic[T]):
    """A walk down from a node, with its own stack: chains of signs are longer than Python calls deep."""

    def __init__(self, after: Callable[[T], Iterable[T]]) -> None:
        self.order: dict[T, int] = {}
        self._after = after
        self._lowest: dict[T, int] = {}
        self._path: dict[T, None] = {}

    def below(self, root: T) -> Iterator[list[T]]:
        work = [(root, self._enter(root))]
        while work:
            node, ahead = work[-1]
            new = next((other for other in ahead if self._is_new(node, other)), None)
            if new is not None:
                work.append((new, self._enter(new)))
                continue
            work.pop()
            if work:
                self._lower(work[-1][0], self._lowest[node])
            if self._lowest[node] == self.order[node]:
                yield from self._group(node)

    def _enter(self, node: T) -> Iterator[T]:
        self.order[node] = self._lowest[node] = len(self.order)
        self._path[node] = None
        return iter(self._after(node))

    def _is_new(self, node: T, other: T) -> bool:
        if other in self._path:
            self._lower(node, self.order[other])
        return other not in self.order

    def _lower(self, node: T, to: int) -> None:
        self._lowest[node] = min(self._lowest[node], to)

    def _group(self, first: T) -> Iterator[list[T]]:
        group: list[T] = []
        while first in self._path:
            group.append(self._path.popitem()[0])
        if len(group) > 1 or first in set(self._after(first)):
            yield group


def _times(ways: Ways, times: int) -> Ways:
    return Counter({sign: min(2, count * times) for sign, count in ways.items()}) if times else Counter()
