"""The languages beside Indonesian: what people meet most is said in them, and goes there as it goes in Indonesian."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot import texts
from storage.migrations import upgrade
from tests.desk import Desk
from tests.desk_fixtures import engine_of
from tests.retelling import Retelling, story_of
from tests.test_texts import template
from tests.test_texts import texts as messages_of

CORE = """
a_strangers_first_word has_an_invitation look_around create_group create_group_in_one_message
join_as_member join_as_secretary join_as_facilitator join_not_agreed join_with_a_wrong_code join_with_an_old_code
join_is_declined join_by_another_name join_by_phone_number join_while_waiting join_before_being_registered
secretary_connects_herself invite_in_plain_words
register_step_by_step register_in_one_message register_with_everything register_without_honorific register_by_command
register_oneself already_registered too_young namesake_of_a_member correction_before_saving skip bad_names
the_first_list long_list_of_members list_with_somebody_registered list_in_two_messages list_with_ages_and_letters
list_members list_members_of_an_empty_book correct_age correct_by_buttons correct_each_field
member_moves_away member_dies member_leaves_asked_why
meeting_by_exception meeting_step_by_step meeting_in_one_sentence meeting_by_numbers meeting_unknown_name
meeting_ambiguous_name meeting_with_a_count_only meeting_recorded_already meeting_figures_that_disagree
meeting_last_night_in_javanese decision_that_follows correct_a_meeting meeting_corrected_before_saving
meeting_on_a_day_that_cannot_be held_without_minutes
weekly_schedule monthly_schedule schedule_by_command meeting_moved meeting_cancelled reminders
minutes minutes_of_a_day minutes_of_no_meeting list_meetings
member_asks_of_herself voice_wrong_absence absence_put_right_by_the_secretary absence_checked_first
member_cannot_come member_may_not_record member_may_only_read member_wants_to_leave_or_be_quiet
back cancel undo undo_a_meeting one_at_a_time second_form_parks_the_first not_understood likely_meanings
left_open_overnight yes_in_many_words small_talk help question_in_the_middle unknown_command plain_questions
readiness_far readiness_near what_if voice_funeral
rules_and_why rule_asked_for idea_put_forward ideas_looked_at
"""
in_javanese = pytest.mark.parametrize("name", CORE.split())
in_english = pytest.mark.parametrize("name", CORE.split())
Tell = Callable[[str], Retelling]


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared file without a record."""
    path = tmp_path_factory.mktemp("languages") / "empty.db"
    engine = engine_of(path)
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()
    return path


@pytest.fixture
def telling(empty: Path, tmp_path: Path) -> Iterator[Tell]:
    """A desk of its own for each language."""
    with ExitStack() as stack:

        def tell(language: str) -> Retelling:
            engine = engine_of(Path(shutil.copy(empty, tmp_path / f"{language}.db")))
            stack.callback(engine.dispose)
            return Retelling(Desk(stack.enter_context(engine.connect())), language)

        yield tell


def rendered(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """The texts that are put into words from now on: language and original."""
    found: set[tuple[str, str]] = set()
    render = texts.Text.render

    def noted(text: texts.Text, language: str) -> str:
        found.add((language, text.original))
        return render(text, language)

    monkeypatch.setattr(texts.Text, "render", noted)
    return found


@pytest.mark.part(9)
@in_javanese
def test_what_people_meet_most_is_said_in_javanese(name: str, telling: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    story = story_of(name)
    steps = telling("id").tell(story)
    found = rendered(monkeypatch)
    same = telling("jv").tell(story, steps)
    said = {original for language, original in found if language == "jv"} & messages_of(template()).keys()
    assert said
    assert sorted(said - set(texts.catalogue("jv"))) == []
    assert [step.shape for step in same] == [step.shape for step in steps]


@pytest.mark.part(9)
@in_english
def test_what_people_meet_most_goes_in_english_as_it_goes_in_indonesian(name: str, telling: Tell) -> None:
    story = story_of(name)
    steps = telling("id").tell(story)
    assert [step.shape for step in telling("en").tell(story, steps)] == [step.shape for step in steps]
