"""The few words all channels share: what comes in, what is said, and what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from bot.texts import HOME_LANGUAGE, Text
from lean import dataclass

InKind = Literal[
    "text",
    "tap",
    "contact",
    "sticker",
    "voice",
    "photo",
    "edited",
    "blocked",
    "unblocked",
    "moved",
    "flood",
    "other",
    "unsent",
    "charged",
]
WORDLESS = ("blocked", "unblocked", "unsent", "charged")
"""The kinds of what nobody has said."""
OutKind = Literal["answer", "reminder", "alert"]
READ = "read"
"""The payload of a button that asks for what is kept until somebody writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One update of a platform, in our words.

    `update` is the platform's id of it, unique within the channel; `chat` is where an answer goes and `user` who wrote
    (opaque ids); `at` is the platform's time in seconds since 1970, UTC. `tap` is the payload of a tapped button and
    `callback` the platform's id to acknowledge the tap with. `contact` is a phone number that was shared, `own` whether
    the platform vouches that it is the speaker's. `message` is the platform's id of what was written; an edited message
    has that of the first writing. `private` is False in a group chat. "blocked" and "unblocked" are no words: the
    person shut the talk, or opened it again; a chat of many that is "blocked" has shut us out, one that "moved" has the
    address `text` now. A "flood" stands for the first of more messages than are read. Two are the platform's own words
    of a message of ours, whose id is `message`: "unsent", it did not arrive after all, `text` says why ("closed": it
    may be said in a template only; "gone": this chat cannot be written to; "later" or "full", a colon, and the
    platform's number of the error: another time, or when there is room; else that number alone); "charged", it costs
    what messages of the kind `text` cost.

    `also` is another id by which the platform has known the writer, empty if there is none.
    """

    channel: str
    update: str
    chat: str
    user: str
    at: int
    kind: InKind = "text"
    text: str = ""
    tap: str = ""
    callback: str = ""
    contact: str = ""
    own: bool = False
    message: str = ""
    name: str = ""
    language: str = ""
    private: bool = True
    also: str = ""

    def __post_init__(self) -> None:
        """Take out what no database keeps: NUL, and halves of letters (a name cut by a phone, say)."""
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if isinstance(value, str) and (not value.isascii() or "\0" in value):
                kept = value.encode("utf-16", "surrogatepass").decode("utf-16", "ignore").replace("\0", "")
                object.__setattr__(self, name, kept)

    def dump(self) -> dict[str, Any]:
        """A JSON object that `load` turns back into this message."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @staticmethod
    def load(body: Mapping[str, Any]) -> Incoming:
        """The message that `dump` wrote; keys of a later version are ignored."""
        return Incoming(**{key: body[key] for key in body if key in Incoming.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it says and what a tap on it sends back (at most 64 bytes, by Telegram's limit)."""

    label: Text
    payload: str


@dataclass(frozen=True, slots=True)
class File:
    """A file to be sent, as the recipe by which it is made when it is sent: `recipe` names how, `of` says of what.

    `name` is the file's name, `type` its media type ("image/png"). `tries`: how often it could not be made already;
    `language`: in which whoever gets it is told so.
    """

    name: str
    type: str
    recipe: str
    of: str
    tries: int = 0
    language: str = HOME_LANGUAGE


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it was made."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to one person: a text, buttons under it, files with it.

    `share` is the label of a button by which the person may hand over their own phone number, for which the platform
    vouches. A reply with `share` has no other buttons. What has not been sent by `expires` (seconds, UTC) is of no use
    any more, and is not sent. A `silent` one makes no sound where it arrives.
    """

    text: Text
    buttons: tuple[Button, ...] = ()
    kind: OutKind = "answer"
    files: tuple[File, ...] = ()
    share: Text | None = None
    expires: int | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A reply to somebody else than the speaker. `key` makes it unique for ever: the same key is sent once. With a
    `channel` it is heard there or nowhere. `anyway` is for who wants to hear nothing too: it is about their account."""

    person: int
    reply: Reply
    key: str | None = None
    channel: str = ""
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class Posting:
    """A reply to a chat of many, in the language of the country. `key` makes it unique for ever."""

    channel: str
    chat: str
    reply: Reply
    key: str | None = None


Wording = tuple[str, tuple[str, ...]]
"""A text and the labels of the buttons under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message rendered for one chat of one channel, as it waits in the outbox.

    `id` is the outbox row's: sending the same id twice is the same message. `turn` is the inbox row it answers, if any.
    `buttons` are pairs of label and payload; `share` is the label of the button for one's own number, empty if none.
    A `silent` one makes no sound.
    `attempts` have failed before; after `expires` (seconds, UTC) it is of no use any more. `heard` is when somebody has
    last written in this chat (seconds, UTC), on a channel where that decides what may be sent; None if never, or if it
    is of no matter. `knocked`: a word that there is news was sent there within a day, and is not sent again. `home` is
    the same text, with its labels, in the language of the country, where it is in another one and nobody asked for it.
    """

    id: int
    channel: str
    chat: str
    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    kind: OutKind = "answer"
    turn: int | None = None
    files: tuple[File, ...] = ()
    share: str = ""
    silent: bool = False
    attempts: int = 0
    expires: int | None = None
    heard: int | None = None
    knocked: bool = False
    home: Wording | None = None
