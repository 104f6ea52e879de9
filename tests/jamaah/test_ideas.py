"""Ideas: how far each has come, whatever was told of it in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jamaah.ideas import Idea, Standing, adopted_on, carried_out, decided, discussed, is_open, known, standing

TOLD = date(2026, 11, 12)
SEWING = Idea(group=1, day=TOLD, what="beli mesin jahit", by=7)
days = st.dates(date(2026, 10, 1), date(2026, 12, 31))
steps = st.one_of(
    st.tuples(st.just("discussed"), days),
    st.tuples(st.just("adopted"), days),
    st.tuples(st.just("not adopted"), days),
    st.tuples(st.just("done"), days),
)


def after(idea: Idea, step: tuple[str, date]) -> Idea:
    what, day = step
    match what:
        case "discussed":
            return discussed(idea, day)
        case "done":
            return carried_out(idea, "sudah dibeli")
        case _:
            return decided(idea, day, adopted=what == "adopted", meeting=3)


def test_an_idea_is_new_until_something_is_told_of_it() -> None:
    assert standing(SEWING) is Standing.NEW
    assert is_open(SEWING)
    assert adopted_on(SEWING) is None


def test_what_was_adopted_and_carried_out_keeps_the_day_on_which_it_was_adopted() -> None:
    adopted = decided(SEWING, TOLD + timedelta(days=14), adopted=True, meeting=3)
    done = carried_out(adopted, "sudah dibeli")
    assert (standing(adopted), standing(done)) == (Standing.ADOPTED, Standing.CARRIED_OUT)
    assert adopted_on(done) == adopted_on(adopted) == TOLD + timedelta(days=14)
    assert done.meeting == 3


def test_what_came_of_an_idea_shows_that_it_was_adopted_though_nobody_wrote_down_when() -> None:
    refused = decided(SEWING, TOLD, adopted=False)
    for before in (SEWING, discussed(SEWING, TOLD), refused):
        done = carried_out(before, "sudah dibeli")
        assert standing(done) is Standing.CARRIED_OUT
        assert done.decided is None


def test_an_idea_was_told_at_the_latest_when_it_was_discussed() -> None:
    assert discussed(SEWING, TOLD - timedelta(days=1)).day == TOLD - timedelta(days=1)
    assert discussed(SEWING, TOLD + timedelta(days=1)).day == TOLD


@given(st.lists(steps, min_size=1, max_size=6))
def test_the_last_that_was_told_holds_and_the_days_stand_in_their_order(told: list[tuple[str, date]]) -> None:
    idea = SEWING
    for step in told:
        idea = after(idea, step)
    wanted = {"discussed": Standing.DISCUSSED, "done": Standing.CARRIED_OUT, "not adopted": Standing.NOT_ADOPTED}
    last = told[-1][0]
    if last in wanted:
        assert standing(idea) is wanted[last]
    else:
        assert standing(idea) in (Standing.ADOPTED, Standing.CARRIED_OUT)
    dated = [day for day in (idea.day, idea.discussed, idea.decided) if day is not None]
    assert dated == sorted(dated)
    assert (idea.meeting is None) or idea.decided is not None
    assert is_open(idea) == (last == "discussed")


def test_the_same_idea_is_known_as_long_as_it_waits_or_is_still_to_be_carried_out() -> None:
    same = "Beli Mesin Jahit"
    waiting = [SEWING, discussed(SEWING, TOLD), decided(SEWING, TOLD, adopted=True)]
    assert all(known(same, [idea]) == idea for idea in waiting)
    over = [decided(SEWING, TOLD, adopted=False), carried_out(SEWING, "sudah")]
    assert all(known(same, [idea]) is None for idea in over)
    assert known("beli mesin obras", waiting) is None
    assert known(same, [replace(SEWING, what="kolam lele")]) is None
