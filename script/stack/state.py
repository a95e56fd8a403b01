"""The folder where one checkout keeps its data, secrets, logs and process ids."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from script.stack.console import Refusal, say
from script.stack.processes import as_account

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_SOCKET_PATH = 100  # the system's limit is 107 bytes
_LONGEST_NAME_BELOW_STORES = len("/postgres-socket/.s.PGSQL.5432.lock")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9._/+-]+")


@dataclass(frozen=True)
class State:
    """The state folder: `var/` of the checkout, or what STATE_DIR names."""

    folder: Path

    @classmethod
    def of_environment(cls) -> State:
        """The state folder this process should use; raises Refusal when it cannot be written."""
        folder = Path(os.environ.get("STATE_DIR") or ROOT / "var").absolute()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o711)  # the database's account must be able to pass through
            for name in ("run", "log"):
                (folder / name).mkdir(exist_ok=True)
            (folder / "log").chmod(0o700)
        except OSError as error:
            raise Refusal(
                f"Cannot write to {folder} ({error.strerror}): run as its owner, or name another folder with STATE_DIR"
            ) from error
        return cls(folder)

    @property
    def media(self) -> Path:
        """Where stored documents are kept."""
        return self.folder / "media"

    @property
    def static(self) -> Path:
        """Where style sheets, scripts and pictures are collected."""
        return self.folder / "static"

    @property
    def beat_schedule(self) -> Path:
        """Where the beat remembers when it last ran each task."""
        return self.folder / "beat-schedule"

    def log(self, name: str) -> Path:
        """The log file of a part."""
        return self.folder / "log" / f"{name}.log"

    def pid_file(self, name: str) -> Path:
        """The file with the process id of a part."""
        return self.folder / "run" / f"{name}.pid"

    def secret_key(self) -> str:
        """The key that signs sessions, made at the first start."""
        return self._secret("secret-key", secrets.token_urlsafe(50))

    def demo_password(self) -> str:
        """The password of the demo accounts: DEMO_PASSWORD, else one made at the first start."""
        return os.environ.get("DEMO_PASSWORD") or self._secret("demo-password", secrets.token_urlsafe(12))

    def _secret(self, name: str, fresh: str) -> str:
        path = self.folder / name
        if not path.exists():
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(fresh + "\n")
        return path.read_text().strip()

    def stores(self, account: str | None) -> Path:
        """The folder of the private stores, real and short enough for sockets, reachable by account.

        It is `stores` in the state folder, or a link there to a folder elsewhere when the account cannot come here.
        """
        link = self.folder / "stores"
        if link.is_symlink():
            return self._linked(link)
        if not link.exists():
            reason = self._why_not_here(link, account)
            if reason:
                return self._elsewhere(link, reason)
            link.mkdir(mode=0o711)
        elif account is not None and not _reaches(account, link):
            raise Refusal(
                f"The account {account} cannot reach the data in {link}: let it pass through the folders above, "
                f"or begin afresh with script/server --reset"
            )
        link.chmod(0o711)
        return link.resolve()

    def _linked(self, link: Path) -> Path:
        target = Path(os.readlink(link))
        if not target.exists():
            raise Refusal(
                f"The data folder {target} has gone: bring it back, or remove the link {link} to begin afresh"
            )
        home = target / "state-folder"
        owner = Path(home.read_text().strip()) if home.exists() else self.folder
        if owner != self.folder and owner.joinpath("stores").is_symlink():
            raise Refusal(f"The data in {target} belong to {owner}: remove {link} to begin afresh here")
        home.write_text(f"{self.folder}\n")  # the checkout may have been moved
        return target

    def _why_not_here(self, stores: Path, account: str | None) -> str:
        if unfit := _unfit_for_sockets(stores.parent.resolve() / stores.name):
            return f"the path of {self.folder} {unfit}"
        if account is not None and not _reaches(account, self.folder):
            return f"the account {account} cannot reach {self.folder}"
        return ""

    def _elsewhere(self, link: Path, reason: str) -> Path:
        real = str(self.folder.resolve())
        checkout = self.folder.parent.name if self.folder.name == "var" else self.folder.name
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", checkout)[:24]
        mark = hashlib.sha256(real.encode()).hexdigest()[:8]
        base = Path("/var/lib") if os.access("/var/lib", os.W_OK) else Path.home() / ".local/state"
        target = base / f"lsc-places-{name}-{mark}"
        if _unfit_for_sockets(target):
            raise Refusal(f"No place for the data, as {reason}: name a short folder, like STATE_DIR=/tmp/lsc-places")
        target.mkdir(parents=True, exist_ok=True)
        target.chmod(0o711)
        (target / "state-folder").write_text(f"{self.folder}\n")
        link.symlink_to(target)
        say(f"The data are kept in {target}, because {reason}")
        return target

    def empty(self) -> None:
        """Remove the data, stored documents, logs and secrets, so that the next start is a first start."""
        link = self.folder / "stores"
        targets = [Path(os.readlink(link))] if link.is_symlink() else []
        targets += [self.folder / name for name in ("stores", "media", "static")]
        for path in targets:
            if path.is_symlink():
                path.unlink()
            elif path.exists():
                shutil.rmtree(path)
        for path in (self.folder / "secret-key", self.folder / "demo-password", *self.folder.glob("beat-schedule*")):
            path.unlink(missing_ok=True)


def _unfit_for_sockets(folder: Path) -> str:
    if len(bytes(folder)) + _LONGEST_NAME_BELOW_STORES > LONGEST_SOCKET_PATH:
        return "is too long for sockets"
    if not _PLAIN_PATH.fullmatch(str(folder)):
        return "has characters that addresses cannot carry"
    return ""


def _reaches(account: str, folder: Path) -> bool:
    return subprocess.run(["/usr/bin/test", "-x", folder], check=False, cwd="/", **as_account(account)).returncode == 0


class Lock:
    """An exclusive hold on a file, which ends with the process that holds it.

    Redis has no lock of its own on its data, so this is what keeps two launchers apart.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("a+")

    def take(self, note: str, *, seconds: float = 0) -> bool:
        """Take the lock and leave a note for others; False when somebody else kept it for all those seconds."""
        deadline = time.monotonic() + seconds
        while not self._try(fcntl.LOCK_EX):
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.1)
        self._file.truncate(0)
        self._file.write(note)
        self._file.flush()
        return True

    def share(self, *, seconds: float) -> bool:
        """Hold the lock together with others that share it; False when it was held exclusively for all those seconds."""
        deadline = time.monotonic() + seconds
        while not self._try(fcntl.LOCK_SH):
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.1)
        return True

    def note(self) -> str:
        """What the holder left, like `script/server (process 4711)`."""
        self._file.seek(0)
        return self._file.read().strip() or "another process"

    def release(self) -> None:
        """Let others have it."""
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
