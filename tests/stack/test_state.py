"""The state folder: secrets, the lock, and where the data go."""

import multiprocessing
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from script.stack.console import Refusal
from script.stack.state import Lock, State


@pytest.fixture
def state(short_folder: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    monkeypatch.setenv("STATE_DIR", str(short_folder / "var"))
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    return State.of_environment()


def test_secrets_are_made_once_and_are_private(state: State) -> None:
    assert state.secret_key() == state.secret_key()
    assert len(state.secret_key()) >= 50
    assert state.demo_password() != state.secret_key()
    assert (state.folder / "secret-key").stat().st_mode & 0o777 == 0o600


def test_the_environment_decides_about_the_demo_password(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "chosen by the person")
    assert state.demo_password() == "chosen by the person"
    assert not (state.folder / "demo-password").exists()


def test_the_data_stay_with_the_checkout(state: State) -> None:
    assert state.stores(None) == state.folder.resolve() / "stores"


@pytest.mark.parametrize(
    "name", ["a-name-so-long-that-no-socket-below-it-has-a-path-the-system-takes-" + "x" * 30, "my work"]
)
def test_a_path_that_sockets_cannot_have(
    short_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.setenv("STATE_DIR", str(short_folder / name / "var"))
    state = State.of_environment()
    target = state.stores(None)
    try:
        assert (state.folder / "stores").readlink() == target
        assert len(str(target)) < 60
        assert f"The data are kept in {target}" in capsys.readouterr().out
        assert state.stores(None) == target
        assert capsys.readouterr().out == ""
        state.empty()
        assert not target.exists()
        assert not (state.folder / "stores").is_symlink()
    finally:
        if target.exists():
            (target / "state-folder").unlink()
            target.rmdir()


def test_a_copied_checkout_does_not_take_the_data_of_the_first(short_folder: Path, state: State) -> None:
    data = short_folder / "data"
    data.mkdir()
    other = short_folder / "copy" / "var"
    other.mkdir(parents=True)
    for folder in (state.folder, other):
        (folder / "stores").symlink_to(data)
    assert state.stores(None) == data
    with pytest.raises(Refusal, match=f"belong to {state.folder}"):
        State(other).stores(None)


def test_a_moved_checkout_keeps_its_data(short_folder: Path, state: State) -> None:
    data = short_folder / "data"
    data.mkdir()
    (state.folder / "stores").symlink_to(data)
    state.stores(None)
    moved = state.folder.rename(short_folder / "moved")
    assert State(moved).stores(None) == data
    assert (data / "state-folder").read_text().strip() == str(moved)


def test_data_that_have_gone_are_said_to_have_gone(state: State) -> None:
    (state.folder / "stores").symlink_to("/nonexistent/data")
    with pytest.raises(Refusal, match="has gone"):
        state.stores(None)


def _hold(path: Path, held: Event, release: Event) -> None:
    lock = Lock(path)
    lock.take("the other process")
    held.set()
    release.wait(30)


def test_one_holder_at_a_time(short_folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(short_folder / "lock", held, release))
    other.start()
    assert held.wait(30)
    mine = Lock(short_folder / "lock")
    assert not mine.take("me")
    assert mine.note() == "the other process"
    release.set()
    assert mine.take("me", seconds=30)
    other.join()
