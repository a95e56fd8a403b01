"""Who holds which post on a day; posts are facts and carry no right."""

from datetime import date

import pytest

from lsc_places.people import queries
from lsc_places.people.models import Person, User

pytestmark = pytest.mark.usefixtures("records")

JULY_2023, NOVEMBER, JULY_2024 = date(2023, 7, 5), date(2023, 11, 8), date(2024, 7, 11)


def directors(day: date) -> dict[str, str | None]:
    return {one.place: one.person for one in queries.posts(as_at=day) if one.short_role == "DHCI"}


@pytest.mark.seed("C1")
def test_each_place_has_one_director_and_a_holder_nobody_named_is_unknown():
    assert directors(NOVEMBER) == {
        "blackburn-with-darwen": "Claire Richardson",
        "blackpool": None,
        "lancashire": "Louise Taylor",
        "south-cumbria": None,
    }


@pytest.mark.seed("C3", "C4")
def test_one_person_holds_two_posts_and_answers_to_two():
    posts = {one.role: one for one in queries.posts(as_at=JULY_2024) if one.person == "Louise Taylor"}
    assert set(posts) == {"Director of Health and Care Integration", "Executive Director of Adult Services"}
    director = posts["Director of Health and Care Integration"]
    assert director.spell == "from January 2023 to December 2025"
    assert set(director.answers_to) == {"ICB Chief Executive", "LCC Chief Executive"}


def test_a_post_with_a_stated_end_is_over_after_its_last_day():
    def spell(day: date) -> str:
        return next(one.spell for one in queries.posts(as_at=day) if one.place == "lancashire" and not one.is_over)

    assert spell(date(2025, 12, 31)) == "from January 2023 to December 2025"
    over = next(one for one in queries.posts(as_at=date(2026, 1, 1)) if one.person == "Louise Taylor" and one.is_over)
    assert (over.place, over.spell) == ("lancashire", "Not stated since December 2025")


def test_a_post_is_not_held_before_a_paper_says_so():
    assert set(directors(JULY_2023)) == {"blackburn-with-darwen", "lancashire"}
    assert directors(date(2022, 12, 31)) == {}


@pytest.mark.seed("C16")
def test_a_person_of_a_paper_has_no_account():
    assert Person.objects.count() == 9
    assert not User.objects.exclude(person=None).exists()


def test_accounts_never_show_among_posts():
    shown = {one.person for one in queries.posts(as_at=JULY_2024)}
    assert not any(name and name.startswith("Demo") for name in shown)


def test_posts_take_three_queries(django_assert_num_queries):
    with django_assert_num_queries(3):
        queries.posts(as_at=JULY_2024)
