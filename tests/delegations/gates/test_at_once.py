"""Two people who move one delegation at the same moment, each on a connection of their own."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from delegations.gates import actions
from delegations.register.models import Delegation, Move
from delegations.register.moves import State
from delegations.register.refusals import Overtaken
from lsc_places.kit.dates import today
from tests.accounts import account


@pytest.fixture
def delegation(transactional_db, records) -> Delegation:
    return Delegation.objects.get(reference="DEL-01")


def at_once(*acts) -> list[object]:
    """What each act answered or raised; all start together."""
    start, came = Barrier(len(acts)), [None] * len(acts)

    def run(position, act):
        try:
            start.wait(timeout=30)
            came[position] = act()
        except Exception as raised:
            came[position] = raised
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return came


def test_one_moves_it_and_the_other_is_told(delegation):
    managers = [account("programme_manager", name=f"Manager {number}") for number in range(4)]
    number = delegation.move_number + 1

    def cancel(by):
        return lambda: actions.move(
            delegation,
            number=number,
            enters=State.CANCELLED,
            effective_on=today(),
            decision=None,
            reason=f"{by} said so",
            by=by,
        )

    came = at_once(*(cancel(by) for by in managers))
    made = [one for one in came if isinstance(one, Move)]
    told = [one for one in came if isinstance(one, Overtaken)]
    assert (len(made), len(told)) == (1, 3), came
    assert all(f"{made[0].made_by.name} moved DEL-01" in str(one) for one in told)
    assert Move.objects.filter(delegation=delegation, number=number).count() == 1
    assert Delegation.objects.get(pk=delegation.pk).move_number == number


def test_without_the_lock_the_other_is_only_refused_by_the_database(delegation):
    """The control: moves added side by side, as no action does, end in one move and an error instead of words."""
    people = [account("programme_manager") for _ in range(2)]
    number, state = delegation.move_number + 1, delegation.state

    def add(by):
        def act():
            with transaction.atomic():
                return Move.objects.create(
                    delegation=delegation,
                    number=number,
                    from_state=state,
                    to_state=State.CANCELLED,
                    made_by=by,
                    effective_on=today(),
                )

        return act

    came = at_once(*(add(by) for by in people))
    assert sum(isinstance(one, Move) for one in came) == 1
    assert sum(isinstance(one, DatabaseError) for one in came) == 1
