"""Puts on the machine what is missing, and only that: Debian packages, Python packages, the NHS front end."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from script.stack import postgres, redis
from script.stack.console import Refusal, say
from script.stack.processes import last_lines, run
from script.stack.state import ROOT, Lock, State

LIBRARIES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "ca-certificates")
BROWSER_PACKAGES = ("chromium", "fonts-liberation")
CHROMIUM = Path("/usr/bin/chromium")
_NO_CLUSTER = Path("/etc/postgresql-common/createcluster.d/lsc-places.conf")
_FRONT_END = ROOT / "static"


@dataclass(frozen=True)
class Installation:
    """What one checkout needs from the machine.

    Attributes:
        state: Where the log is written.
        browser: Whether tests in a browser will be run.
    """

    state: State
    browser: bool = False

    def complete(self) -> None:
        """Install what is missing; raises Refusal with what to do where it cannot. Quick when nothing is."""
        lock = Lock(self.state.folder / "run" / "installation")
        if not lock.take(f"process {os.getpid()}"):
            say(f"Waiting for another set-up ({lock.note()}) to end")
            lock.take(f"process {os.getpid()}", seconds=1800)
        try:
            self._debian_packages()
            self._python_packages()
            self._front_end()
        finally:
            lock.release()

    @property
    def _log(self) -> Path:
        return self.state.log("installation")

    def _debian_packages(self) -> None:
        missing = list(self._missing_packages())
        if not missing:
            return
        command = f"apt-get install --no-install-recommends {' '.join(missing)}"
        if shutil.which("apt-get") is None:
            raise Refusal(f"This machine lacks what these Debian packages bring; install it first: {' '.join(missing)}")
        root = _root_words()
        if root is None:
            raise Refusal(f"Debian packages are missing and this account may not install them; as root: {command}")
        say(f"Installing Debian packages: {' '.join(missing)}")
        apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=600", "-qq"]
        no_cluster = "postgresql" in missing and not Path("/etc/postgresql").exists()
        try:
            if no_cluster:  # the package would otherwise make and start a database of the machine
                script = f"mkdir -p {_NO_CLUSTER.parent} && echo 'create_main_cluster = false' > {_NO_CLUSTER}"
                self._run([*root, "sh", "-c", script], otherwise=f"As root: {command}")
            if subprocess.run(["dpkg", "--audit"], capture_output=True, check=False).stdout:
                self._run([*root, "dpkg", "--configure", "-a"], otherwise="As root: dpkg --configure -a")
            self._run([*apt, "update"], otherwise="Check the network and the sources of apt, then start again")
            self._run([*apt, "install", "-y", "--no-install-recommends", *missing], otherwise=f"As root: {command}")
        finally:
            if no_cluster:
                run([*root, "rm", "-f", _NO_CLUSTER], log=self._log)

    def _missing_packages(self) -> Iterable[str]:
        if not os.environ.get("DATABASE_URL") and postgres.programs() is None:
            yield "postgresql"
        if not os.environ.get("REDIS_URL") and redis.program() is None:
            yield "redis-tools"
        if not _venv_python().exists() and importlib.util.find_spec("ensurepip") is None:
            yield "python3-venv" if sys.executable.startswith("/usr/bin/") else f"python3.{sys.version_info[1]}-venv"
        wanted = [*LIBRARIES, *(BROWSER_PACKAGES if self.browser else ())]
        yield from _not_installed(wanted)

    def _python_packages(self) -> None:
        venv = venv_folder()
        locks = [ROOT / "requirements.lock", ROOT / "requirements-uv.lock"]
        stamp = Stamp(venv / ".stamp", hash_of(locks, extra=f"{venv} {sys.version_info[:2]}"))
        if stamp.holds and _works(_venv_python()):
            return
        say("Installing Python packages")
        if not _works(_venv_python()):
            if venv.exists():
                shutil.rmtree(venv)
            self._run([sys.executable, "-m", "venv", venv], otherwise="Is the package python3-venv installed?")
        retry = "Check the network, then start again"
        pip = [_venv_python(), "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"]
        self._run([*pip, "-r", locks[1]], otherwise=retry)
        uv = [_venv_python(), "-m", "uv", "pip", "sync", "--python", _venv_python(), "--require-hashes", locks[0]]
        if run(uv, log=self._log, folder=ROOT) != 0:  # uv does not know pip's settings, which may name a mirror
            say("Installing Python packages again, with pip, which is slower")
            self._run([*pip, "-r", locks[0]], otherwise=retry)
        stamp.set()

    def _front_end(self) -> None:
        npm = [_venv_python(), venv_folder() / "bin" / "npm", "--prefix", "static"]
        environment = {"PATH": f"{venv_folder() / 'bin'}:{os.environ.get('PATH', os.defpath)}"}
        packages = sorted(_FRONT_END.glob("package*.json"))
        stamp = Stamp(_FRONT_END / "node_modules" / ".stamp", hash_of(packages))
        if not stamp.holds:
            say("Installing the NHS front end")
            self._run([*npm, "ci"], otherwise="Check the network, then start again", environment=environment)
            stamp.set()
        sheets = sorted((_FRONT_END / "scss").rglob("*.scss"))
        stamp = Stamp(_FRONT_END / "build" / ".stamp", hash_of([*packages, *sheets]))
        if not stamp.holds or not any((_FRONT_END / "build").glob("*.css")):
            say("Building the style sheets")
            self._run([*npm, "run", "build"], otherwise="Mend static/scss", environment=environment)
            stamp.set()

    def _run(self, argv: Sequence[object], *, otherwise: str, environment: Mapping[str, str] | None = None) -> None:
        if run(argv, log=self._log, folder=ROOT, environment=environment) != 0:
            raise Refusal(f"The set-up failed: {last_lines(self._log)} (all of it is in {self._log}). {otherwise}")


@dataclass(frozen=True)
class Stamp:
    """A file that remembers what a step was last done for, so that it is not done again for the same."""

    path: Path
    wanted: str

    @property
    def holds(self) -> bool:
        """Whether the step was done for exactly this."""
        return self.path.exists() and self.path.read_text().strip() == self.wanted

    def set(self) -> None:
        """Remember that it was done."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.wanted + "\n")


def static_sources() -> str:
    """A hash of everything that static files are collected from."""
    folders = [_FRONT_END / "app", _FRONT_END / "build", ROOT / "lsc_places" / "kit"]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    locks = [_FRONT_END / "package-lock.json", ROOT / "requirements.lock"]
    return hash_of([*sorted(files), *locks])


def venv_folder() -> Path:
    """The folder of the Python packages: `.venv` of the checkout, or what VENV names."""
    return Path(os.environ.get("VENV") or ROOT / ".venv").absolute()


def _venv_python() -> Path:
    return venv_folder() / "bin" / "python"


def _works(python: Path) -> bool:
    """Whether a virtual environment is whole and of our Python; an upgrade or a moved folder breaks it."""
    if not python.exists():
        return False
    argv: list[str | Path] = [python, "-c", "import pip, sys; print(*sys.version_info[:2], sys.prefix)"]
    answer = subprocess.run(argv, capture_output=True, text=True, check=False, cwd="/").stdout.strip()
    return answer == f"{sys.version_info[0]} {sys.version_info[1]} {python.parent.parent}"


def hash_of(files: Iterable[Path], *, extra: str = "") -> str:
    """A hash of the names and contents of files, in their order."""
    total = hashlib.sha256(extra.encode())
    for file in files:
        total.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _not_installed(packages: Sequence[str]) -> list[str]:
    if shutil.which("dpkg-query") is None:
        return []  # another kind of machine: whoever keeps it must bring these libraries
    argv = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages]
    known = subprocess.run(argv, capture_output=True, text=True, check=False).stdout.splitlines()
    return [name for name in packages if f"{name} installed" not in known]


def _root_words() -> list[str] | None:
    """What to put before a command that needs root: nothing, sudo, or None when there is no way."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    silent = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    if silent:
        return ["sudo"]
    return ["sudo"] if sys.stdin.isatty() else None
