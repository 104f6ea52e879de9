"""A conversation declared as a typed class: slots with questions, a reading back, and what is done at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar, cast

from bot.messages import Button, Reply
from bot.ports import Json, Rows
from bot.talk import Talk
from bot.texts import Text, _, verbatim
from bot.understanding.expressions import expression
from bot.understanding.telling import asks_outright
from bot.understanding.wrong import Correction
from lean import dataclass

S = TypeVar("S", bound=Rows)
V = TypeVar("V")
C = TypeVar("C", bound="type[Form[Any]]")


CHANGING = "_changing"
"""Among the answers: the name of the slot somebody wants to answer anew, be there a default for it or not."""


class Refusal(Exception):
    """An answer that cannot stand. The person is told `text`, and `slot` is asked again."""

    def __init__(self, slot: str, text: Text) -> None:
        super().__init__(slot)
        self.slot = slot
        self.text = text


class Denied(Exception):
    """The person may not do this, or not now; the form is closed and they are told `text`, nothing where they were told
    already. Who is `outside` of all groups can hardly have meant it while something else is open."""

    def __init__(self, text: Text | None, buttons: tuple[Button, ...] = (), *, outside: bool = False) -> None:
        super().__init__("denied")
        self.text = text
        self.buttons = buttons
        self.outside = outside


@dataclass(frozen=True, slots=True)
class Reading(Generic[V]):
    """What an answer was read as; `certain` if the words can hardly mean anything else."""

    value: V
    certain: bool = False


class Kind(Generic[V]):
    """How text becomes a value of one kind, and how the value is kept as JSON. Subclasses say what differs.

    One that `grows` is kept when somebody wants it to be different, and what is said then comes on top of it. `called`
    are words for the answer, beside its slot's label.
    """

    hint: Text | None = None
    grows: bool = False
    called: tuple[str, ...] = ()
    may_follow: bool = False
    """Whether a mere yes, which is no value of this kind, means that what may be left open is left open."""
    gone: Text | None = None
    """What is said where a button names a value that this person has not; without it the button opens without one."""

    def read(self, text: str, form: Form[Any]) -> Reading[V] | None:
        """What `text` means as an answer to the question; None if nothing."""
        raise NotImplementedError

    def take(self, said: Mapping[str, Json], form: Form[Any]) -> V | None:
        """The value of what was understood from a whole message; None if it says nothing of this."""
        reading = self.read(str(next(iter(said.values()))), form)
        return reading.value if reading else None

    def find(self, text: str, form: Form[Any]) -> V | None:
        """The value that a whole message names in passing, where the kind knows what to look for."""
        return None

    def tap(self, token: str, form: Form[Any]) -> V | None:
        """The value of a tapped button."""
        reading = self.read(token, form)
        return reading.value if reading else None

    def lost(self, token: str, form: Form[Any]) -> Text | None:
        """What is said where a button names a value that this person has not, or has no more."""
        return self.gone

    def own(self, number: str, form: Form[Any]) -> V | None:
        """The value that the speaker's own phone number gives, for which the platform vouches; None if none."""
        return None

    def choices(self, form: Form[Any]) -> Sequence[tuple[Text, str]]:
        """The buttons under the question: label and token."""
        return ()

    def share(self, form: Form[Any]) -> Text | None:
        """The label of a button that hands over one's own number, of a kind without choices; None for none."""
        return None

    def corrects(self, text: str) -> bool:
        """Whether a message that was not an answer to this may replace an answer given before."""
        return True

    def mends(self, said: Correction, old: V) -> V | None:
        """What comes on top of an answer of which a part is said to be wrong; None if none of it is meant."""
        return None

    def dump(self, value: V) -> Json:
        """The value as JSON."""
        return value

    def load(self, raw: Json, form: Form[Any]) -> V:
        """The value that `dump` wrote."""
        return cast(V, raw)

    def told(self, value: V) -> Text | None:
        """The value in a few words, where it was taken in passing; None where only its label tells what it is."""
        return verbatim(value) if isinstance(value, str) else None

    def merge(self, old: V, new: V) -> V:
        """An answer given on top of an earlier one: it takes its place, unless the kind says otherwise."""
        return new

    def grown(self, old: V, new: V) -> Text | None:
        """What is said when an answer was given on top of an earlier one; None where the next question tells enough."""
        return None


Question = Text | Callable[[Any], Text]


class Slot(Generic[V]):
    """One answer a form needs. Read on a form it is the answer, or None while there is none."""

    def __init__(self, kind: Kind[V], question: Question | None, **how: Any) -> None:
        self.kind = kind
        self.question = question
        self.name = ""
        self.label: Text | None = how.get("label")
        self.takes: tuple[str, ...] = how.get("takes") or ()
        self.skip: bool = how.get("skip", False)
        self.optional: bool = how.get("optional", False)
        self.default: Callable[[Any], V | None] | None = how.get("default")
        self.when: Callable[[Any], bool] | None = how.get("when")
        self.until: Callable[[Any], bool] | None = how.get("until")
        self.key: bool = how.get("key", False)

    def __set_name__(self, owner: type[Form[Any]], name: str) -> None:
        self.name = name
        self.takes = self.takes or (name,)

    def __get__(self, form: Form[Any] | None, owner: type[Form[Any]]) -> Any:
        return self if form is None else self.value(form)

    def value(self, form: Form[Any]) -> V | None:
        """The answer, or the default."""
        if self.name in form.answers:
            raw = form.answers[self.name]
            return None if raw is None else self.kind.load(raw, form)
        return self.default(form) if self.default else None

    def is_open(self, form: Form[Any]) -> bool:
        """Whether it has to be asked now."""
        if self.optional or (self.when and not self.when(form)):
            return False
        if self.until and self.name in form.answers:
            return not self.until(form)
        return self.name not in form.answers and (self.default is None or self.default(form) is None)

    def fill(self, form: Form[Any], value: V | None) -> None:
        """Keep an answer; None is a skipped question."""
        old = self.value(form) if self.name in form.answers else None
        merged = value if old is None or value is None else self.kind.merge(old, value)
        form.answers.pop(CHANGING, None)
        form.answers.pop(self.name, None)  # the newest answer stands last, so that "back" takes it first
        form.answers[self.name] = None if merged is None else self.kind.dump(merged)

    def asks(self, form: Form[Any]) -> Text:
        """The question, for this form as it stands."""
        question = self.question if self.question is not None else _("Please tell me.")
        return question if isinstance(question, Text) else question(form)


def ask(
    kind: Kind[V],
    question: Question | None = None,
    *,
    label: Text | None = None,
    takes: tuple[str, ...] = (),
    skip: bool = False,
    optional: bool = False,
    default: Callable[[Any], V | None] | None = None,
    when: Callable[[Any], bool] | None = None,
    until: Callable[[Any], bool] | None = None,
    key: bool = False,
) -> Any:
    """Declare a slot of a form.

    `skip`: asked, may be skipped. `optional`: never asked, taken when said. `default`: the answer as long as none is
    given; None means it has to be asked. `when`: whether it applies at all. `until`: asked again, adding to the answer,
    until this holds. `key`: tells one case from another: "register Bu Siti" and "register Pak Karno" are two.
    `takes`: the slots of an understood message it is filled from (its own name if not said). `label`: how it is called
    when something is to be changed.
    """
    return Slot(
        kind,
        question,
        label=label,
        takes=takes,
        skip=skip,
        optional=optional,
        default=default,
        when=when,
        until=until,
        key=key,
    )


class Form(Generic[S]):
    """A conversation: its slots, the reading back, and what is done. Everything is computed from the answers so far.

    `writes` is False for a question, which changes nothing and may come in the middle of another form. A form that
    `lapses` is given up, not put aside, when another subject comes; one that is said `aside` is no subject of its own;
    one that stands `alone` is never meant by words said while another is open; with `ends_at_no` a plain no to the
    reading back is the end of it; one that `quiets` gives up whatever is open. A question whose words sound like a form
    that writes opens the form of the intent `answered_by` instead. `title` is what its button says where it is offered
    to who was not understood, and what it is called when it was left open; without one it is not offered.
    """

    intent: ClassVar[str] = ""
    command: ClassVar[str | None] = None
    pattern: ClassVar[re.Pattern[str] | None] = None
    deed: ClassVar[Hashable] = None
    slots: ClassVar[Mapping[str, Slot[Any]]] = {}
    save: ClassVar[Text] = _("Save")
    cancelled: ClassVar[Text] = _("All right, not saved. Nothing has changed.")
    writes: ClassVar[bool] = True
    lapses: ClassVar[bool] = False
    aside: ClassVar[bool] = False
    alone: ClassVar[bool] = False
    supposes: ClassVar[bool] = False
    ends_at_no: ClassVar[bool] = False
    quiets: ClassVar[bool] = False
    answered_by: ClassVar[str] = ""
    title: ClassVar[Text | None] = None

    def __init_subclass__(cls) -> None:
        found: dict[str, Slot[Any]] = {}
        for owner in reversed(cls.__mro__):
            found.update({name: value for name, value in vars(owner).items() if isinstance(value, Slot)})
        cls.slots = found

    def __init__(self, talk: Talk[S], answers: Mapping[str, Json] | None = None) -> None:
        self.talk = talk
        self.answers: dict[str, Json] = dict(answers or {})

    @classmethod
    def hears(cls, talk: Talk[S], text: str) -> Mapping[str, Json] | None:
        """The answers with which a whole text opens this form, in view of the records; None if it does not."""
        return None

    @classmethod
    def hears_again(cls, talk: Talk[S], text: str) -> Mapping[str, Json] | None:
        """The answers by which a whole text tells of this once more, while it is open; None if it does not."""
        return cls.hears(talk, text)

    @classmethod
    def hears_whole_texts(cls) -> bool:
        """Whether this form has words of its own for `hears`."""
        return any("hears" in vars(kind) for kind in cls.__mro__[: cls.__mro__.index(Form)])

    @classmethod
    def overrules(cls, talk: Talk[S], text: str) -> bool:
        """Whether a whole text means this before all else, whatever is open."""
        return False

    @classmethod
    def is_asked(cls, text: str) -> bool:
        """Whether a whole text, whose words sound like this, is a question about it."""
        return asks_outright(text)

    def instead(self) -> tuple[str, Mapping[str, Json]] | None:
        """Another form that the answers so far are for: its intent, and its answers."""
        return None

    def settled_at_once(self) -> Mapping[str, Json]:
        """What it is about, where the moment of its opening settles that: kept among its answers. May raise Denied."""
        return {}

    def check(self) -> None:
        """Raise a Refusal if the answers so far cannot stand together."""

    def has_passed(self, since: int) -> bool:
        """Whether what it is about has passed since it was talked of last (seconds, UTC): then it lapses silently."""
        return False

    def concerns(self, intent: str, said: Mapping[str, Json]) -> bool:
        """Whether something understood as another intent is meant of this form, while it is open."""
        return False

    def states(self, text: str) -> Mapping[str, Json]:
        """The answers that a whole text states of what this is about, while it is open."""
        return {}

    def on_condition(self, text: str) -> tuple[Mapping[str, Json], bool] | None:
        """The answers that words at the reading back add, and whether they say yes ("save it, but tell nobody"); None
        where they are no such words."""
        return None

    def shows(self, text: str) -> Text | None:
        """What is answered to words that ask about what is open here; None if they do not."""
        return None

    def is_another(self, again: Mapping[str, Json]) -> bool:
        """Whether answers, given by a message that asks for the same thing once more, are of another case."""
        keys = [name for name, slot in self.slots.items() if slot.key and name in again]
        return any(self.answers.get(name, again[name]) != again[name] for name in keys)

    def summary(self) -> Text | None:
        """What is read back before anything is written; None where nothing is written."""
        return None

    def read_back(self) -> Text | None:
        """The summary as it is said, perhaps with what it is about before it."""
        return self.summary()

    def asking(self, slot: Slot[Any]) -> Text:
        """The question of a slot as it is said, perhaps with what it is about before it."""
        return slot.asks(self)

    def beside(self) -> Sequence[Button]:
        """Buttons that open something else, shown beside those of the open question."""
        return ()

    def done(self) -> Reply | Sequence[Reply]:
        """Do what was asked, in the turn's transaction, and say so. May raise Refusal or Denied."""
        raise NotImplementedError

    def next_slot(self) -> Slot[Any] | None:
        """The slot that is to be changed, else the first applicable one without an answer."""
        changing = self.slots.get(str(self.answers.get(CHANGING)))
        if changing is not None:
            return changing
        return next((slot for slot in self.slots.values() if slot.is_open(self)), None)


def on(
    intent: str, *, deed: Hashable, command: str | None = None, pattern: str | None = None, only_with: str = ""
) -> Callable[[C], C]:
    """Say which intent, command or pattern of text opens a form, and which deed the speaker must be allowed.

    `only_with` are words, one of which is in every text that the pattern is for.
    """

    def named(form: C) -> C:
        form.intent, form.command, form.deed = intent, command, deed
        form.pattern = expression(pattern, re.IGNORECASE, only_with=only_with) if pattern else None
        return form

    return named


OPENS, ON_YES = "!", "!+"
"""Before the intent that a button opens; the second where a plain yes means that button too."""


def opens(intent: str, label: Text, **tokens: str | int) -> Button:
    """A button that opens a form, at any later time; `tokens` answer slots, each as a tap on it would."""
    return Button(label, OPENS + "&".join([intent, *(f"{slot}={token}" for slot, token in tokens.items())]))


def on_yes(button: Button) -> Button:
    """A button that opens a form and is meant by a plain yes too, as long as nothing was said after it."""
    return Button(button.label, ON_YES + button.payload.removeprefix(OPENS))
