"""The real launcher with a state folder of its own."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from script.stack.fixtures import free_port
from script.stack.installation import venv_folder
from script.stack.state import ROOT, State
from script.stack.template import DatabaseTemplate

PATIENCE = 180
FROM_THE_TEST_RUN = {"DATABASE_URL", "REDIS_URL", "ENVIRONMENT", "MEDIA_ROOT", "STATIC_ROOT", "STATIC_MANIFEST"}


@dataclass
class Launcher:
    """The three scripts, as a person would run them with this state folder and port."""

    state: Path
    port: int
    process: subprocess.Popen[str] | None = None

    def environment(self, **changes: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in FROM_THE_TEST_RUN}
        own = {"STATE_DIR": str(self.state), "PORT": str(self.port), "VENV": str(venv_folder())}
        return kept | own | changes

    @property
    def output(self) -> Path:
        return self.state.parent / "output"

    def start(self, *arguments: str, until: str = "Ctrl-C stops everything") -> None:
        """Start the server and wait until it has said something."""
        self.process = self.begin("server", *arguments)
        self.wait_for(until, self.process)

    def begin(self, script: str, *arguments: str) -> subprocess.Popen[str]:
        """Start a script, which goes on."""
        with self.output.open("w") as output:
            return subprocess.Popen(
                [ROOT / "script" / script, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=self.environment(),
                start_new_session=True,
                text=True,
            )

    def wait_for(self, words: str, process: subprocess.Popen[str]) -> None:
        """Wait until the script that was begun has said something; it must not end before."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.output.read_text():
            assert process.poll() is None, self.output.read_text()
            assert time.monotonic() < deadline, self.output.read_text()
            time.sleep(0.1)

    def end(self, with_signal: int = signal.SIGTERM) -> int:
        """Send the launcher a signal, and only the launcher; answers its exit status."""
        assert self.process is not None
        self.process.send_signal(with_signal)
        return self.process.wait(PATIENCE)

    def run(self, script: str, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """Run a script to its end."""
        return subprocess.run(
            [ROOT / "script" / script, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=self.environment(**changes),
            timeout=PATIENCE,
            check=False,
        )

    def pid(self, name: str) -> int:
        """The process id in the file of a part."""
        return int((self.state / "run" / f"{name}.pid").read_text())

    def left_running(self) -> list[str]:
        """The commands of every process that was started with this state folder, children of children too."""
        mark = f"STATE_DIR={self.state}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
        return [command for command in found if command]

    def wait_until_nothing_runs(self) -> list[str]:
        """What still runs after a while; nothing, if all is well."""
        deadline = time.monotonic() + 30
        while (left := self.left_running()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return left


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder with a path short enough for sockets, which every account can reach."""
    folder = Path(tempfile.mkdtemp(prefix="lsc-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def launcher(short_folder: Path) -> Iterator[Launcher]:
    """A launcher that has not run yet, with tables but no rows; whatever it leaves running is ended by force."""
    launcher = Launcher(short_folder / "var", free_port())
    template = DatabaseTemplate(State.of_environment())
    if template.exists:  # to apply the migrations takes longer than all the rest
        stores = launcher.state / "stores"
        stores.mkdir(parents=True)
        template.copy_to(stores / "postgres")
    yield launcher
    if launcher.process is not None and launcher.process.poll() is None:
        launcher.process.kill()
        launcher.process.wait()
    launcher.wait_until_nothing_runs()
