"""script/server and script/manage, started for real: a whole life, and the ways to end it."""

import os
import re
import shutil
import signal
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from script.stack.fixtures import answers, free_port

from .conftest import Launcher

pytestmark = pytest.mark.slow

PARTS = {"server", "postgres", "redis", "web", "worker", "beat"}
COUNT_PEOPLE = "from lsc_places.people.models import User; print('people:', User.objects.count())"
PRINT_ADDRESSES = (
    "from django.conf import settings; from django.db import connection; "
    "print(connection.settings_dict['USER'], settings.REDIS_URL)"
)
ADD_PERSON = "from lsc_places.people.models import User; User.objects.create(username='kept.by.the.test')"


def one_line(text: str) -> str:
    """The only line of a message to a person."""
    lines = text.strip().splitlines()
    assert len(lines) == 1, text
    return lines[0]


def people(launcher: Launcher) -> int:
    done = launcher.run("manage", "shell", "-v", "0", "-c", COUNT_PEOPLE)
    assert done.returncode == 0, done.stderr
    found = re.search(r"people: (\d+)", done.stdout)
    assert found, done.stdout
    return int(found[1])


def test_a_whole_life(launcher: Launcher) -> None:
    launcher.start()
    said = launcher.output.read_text()
    address = f"http://127.0.0.1:{launcher.port}/"
    password = (launcher.state / "demo-password").read_text().strip()
    assert address in said
    assert password in said
    assert re.search(r"Account +\S+", said)
    for name in ("secret-key", "demo-password"):
        assert (launcher.state / name).stat().st_mode & 0o777 == 0o600
    assert {path.stem for path in (launcher.state / "run").glob("*.pid")} == PARTS
    assert all(Path(f"/proc/{launcher.pid(name)}").exists() for name in PARTS)
    assert launcher.pid("server") == launcher.process.pid
    assert urllib.request.urlopen(f"{address}health/ready").status == 200

    second = launcher.run("server", PORT=str(free_port()))
    assert second.returncode == 1
    assert f"process {launcher.pid('server')}" in one_line(second.stderr)

    beside = launcher.run("server", STATE_DIR=f"{launcher.state}-2")
    assert beside.returncode == 1
    assert f"PORT={launcher.port + 1}" in one_line(beside.stderr)

    assert launcher.run("manage", "check").returncode == 0
    before = people(launcher)
    assert launcher.run("manage", "shell", "-c", ADD_PERSON).returncode == 0

    killed = launcher.pid("worker")
    os.kill(killed, signal.SIGKILL)
    wait_for_another(launcher, "worker", killed)

    assert launcher.end(signal.SIGTERM) == 0
    assert launcher.left_running() == []
    assert list((launcher.state / "run").glob("*.pid")) == []

    assert people(launcher) == before + 1
    assert launcher.left_running() == []

    launcher.start()
    assert password in launcher.output.read_text()
    assert people(launcher) == before + 1
    assert launcher.process is not None
    launcher.process.kill()
    launcher.process.wait()
    assert launcher.wait_until_nothing_runs() == []

    launcher.start("--reset")
    assert password not in launcher.output.read_text()
    assert people(launcher) == before
    assert launcher.end(signal.SIGHUP) == 0
    assert launcher.left_running() == []


def wait_for_another(launcher: Launcher, name: str, killed: int) -> None:
    """Wait until a part runs under another process id, while the others go on."""
    deadline = time.monotonic() + 30
    while launcher.pid(name) == killed:
        assert time.monotonic() < deadline, launcher.output.read_text()
        time.sleep(0.1)
    assert Path(f"/proc/{launcher.pid(name)}").exists()
    assert answers(launcher.port, "/health/ready")


def test_ctrl_c_while_it_starts_leaves_nothing(launcher: Launcher) -> None:
    launcher.start(until="Bringing the database up to date")
    assert launcher.end(signal.SIGINT) == 0, launcher.output.read_text()
    assert "Ready" not in launcher.output.read_text()
    assert launcher.left_running() == []


def test_two_commands_share_the_database_of_the_first(launcher: Launcher) -> None:
    code = "import time; print('first is up', flush=True); time.sleep(6); print('first is done')"
    first = launcher.begin("manage", "shell", "-v", "0", "-c", code)
    launcher.wait_for("first is up", first)
    second = launcher.run("manage", "check")
    assert second.returncode == 0, second.stderr
    assert first.wait(60) == 0
    assert "first is done" in launcher.output.read_text()
    assert launcher.left_running() == []


def test_real_servers_are_used_and_no_private_ones_started(launcher: Launcher) -> None:
    shutil.rmtree(launcher.state, ignore_errors=True)
    real = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
    done = launcher.run("manage", "shell", "-v", "0", "-c", PRINT_ADDRESSES, **real)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["lsc_places_owner", real["REDIS_URL"]]
    assert not (launcher.state / "stores").exists()
    refused = launcher.run("server", "--reset", **real)
    assert refused.returncode == 1
    assert "only the private stores" in one_line(refused.stderr)
    nowhere = "postgresql://lsc_places_app@127.0.0.1:1/lsc_places"
    refused = launcher.run("server", **{**real, "DATABASE_URL": nowhere})
    assert refused.returncode == 1
    assert "The database does not answer" in one_line(refused.stderr)
    refused = launcher.run("server", **{**real, "REDIS_URL": "redis://127.0.0.1:1/0"})
    assert refused.returncode == 1
    assert "no answer from the queue (REDIS_URL)" in one_line(refused.stderr)


@pytest.fixture
def private_home(short_folder: Path) -> Iterator[Path]:
    """A folder that no other account can reach; data that went elsewhere because of it are removed."""
    home = short_folder / "home"
    home.mkdir(mode=0o700)
    yield home
    link = home / "stores"
    if link.is_symlink():
        shutil.rmtree(link.readlink())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives the database to another account")
def test_a_private_home_keeps_its_data_elsewhere(launcher: Launcher, private_home: Path) -> None:
    launcher.state = private_home
    private_home.parent.chmod(0o700)
    done = launcher.run("manage", "check")
    assert done.returncode == 0, done.stderr
    target = (private_home / "stores").readlink()
    assert target.parent == Path("/var/lib")
    assert target.name.startswith("lsc-places-")
    assert f"kept in {target}, because the account" in done.stdout
    assert (target / "postgres").is_dir()
    assert private_home.stat().st_mode & 0o777 == 0o711
    assert private_home.parent.stat().st_mode & 0o777 == 0o700

    again = launcher.run("manage", "check")
    assert "kept in" not in again.stdout


@pytest.mark.parametrize("port", ["eighty", "0", "70000"])
def test_a_port_that_is_none(launcher: Launcher, port: str) -> None:
    done = launcher.run("server", PORT=port)
    assert done.returncode == 1
    assert "PORT must be a number" in one_line(done.stderr)
