"""What could not be sent for want of room: what of it is of no use tomorrow, the secretaries pass on themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.forms import opens
from bot.messages import Reply
from bot.ports import Due, Held
from bot.talk import Occasion
from bot.texts import _, ngettext
from bot.window import HELD
from handlers.announcing import WORK as NEWS
from handlers.ports import Store
from handlers.reminders import WORK as REMIND
from handlers.unconnected import ANNOUNCE, CHANGE
from handlers.unconnected import NEWS as PASSED_ON
from handlers.words import group_name
from jamaah.asking_after import by_day
from jamaah.calendar import local
from jamaah.groups import Group

TO_ALL = (REMIND, NEWS, ANNOUNCE)
"""What everybody of a group is told."""


def group_in(key: str) -> int:
    """The group named in the key of a message that is about one."""
    return int(key.split(":")[1])


def hand_over(occasion: Occasion[Store], due: Due) -> None:
    """Tell the secretaries of each group, once a day, how many of its members are still to be told of something that is
    said to all of them; it does not go by itself any more, for tomorrow it says what is over. Where it is night they
    hear of it in the morning."""
    store, held = occasion.store, _to_pass_on(occasion)
    for group in [store.groups.get(number) for number in sorted({group_in(one.key) for one in held})]:
        of_group = [one for one in held if group_in(one.key) == group.id]
        morning = by_day(occasion.now, group.zone)
        if morning > occasion.now:
            store.due.plan([Due(morning, HELD, f"{HELD}:{group.zone}:{morning}", due.body)])
        else:
            _tell(occasion, group, of_group)
            store.window.pass_on([one.id for one in of_group])


def _to_pass_on(occasion: Occasion[Store]) -> list[Held]:
    """What is said to all of a group and is still of use."""
    held = [one for one in occasion.store.window.held() if not one.passed and one.key.partition(":")[0] in TO_ALL]
    return [one for one in held if one.expires is None or one.expires > occasion.now]


def _tell(occasion: Occasion[Store], group: Group, held: Sequence[Held]) -> None:
    store, today = occasion.store, local(occasion.now, group.zone).date()
    members = {member.person for member in store.members.of(group.id)}
    missing = len({one.person for one in held if one.person in members})
    words = ngettext(
        "{count} member of {group} cannot be written to any more today. Please pass the news on yourself.",
        "{count} members of {group} cannot be written to any more today. Please pass the news on yourself.",
        missing,
    )
    button = opens("relay", _("See the list"), group=group.id, about=_about(group, [one.key for one in held]))
    told = Reply(words(count=missing, group=group_name(group)), (button,), "alert")
    for secretary in store.people.keeping(group.id) if missing else ():
        occasion.tell(secretary, told, key=f"{HELD}:{group.id}:{today.isoformat()}:{secretary}")


def _about(group: Group, keys: Iterable[str]) -> str:
    """What the news is about, as the list of who is to be told names it: a meeting before all else."""
    what, _group, *rest = min((key.split(":") for key in keys), key=lambda parts: TO_ALL.index(parts[0]))
    match what:
        case "remind":
            return local(int(rest[0]), group.zone).date().isoformat()
        case "news":
            return f"{':'.join(rest[:-2])}{CHANGE}{rest[-2]}"
        case _:
            return f"{PASSED_ON}{rest[0]}"
