"""A small client of clamd, the daemon of ClamAV: its INSTREAM command over a socket."""

import socket
import struct
from enum import StrEnum
from typing import BinaryIO

_PIECE = 64 * 1024


class Verdict(StrEnum):
    """What clamd says of a file."""

    CLEAN = "clean"
    INFECTED = "infected"


class Unavailable(Exception):
    """clamd cannot be reached, or does not answer in time or in words we know."""


def scan(content: BinaryIO, *, address: str, seconds: float) -> Verdict:
    """Ask clamd about a file; ``address`` is "/path/of/socket" or "host:port"; raises Unavailable."""
    try:
        with _connect(address, seconds) as connection:
            connection.sendall(b"zINSTREAM\0")
            while piece := content.read(_PIECE):
                connection.sendall(struct.pack("!L", len(piece)) + piece)
            connection.sendall(struct.pack("!L", 0))
            answer = _answer(connection)
    except (OSError, ValueError) as failed:
        raise Unavailable(f"clamd at {address}: {failed}") from failed
    if answer.endswith(b"FOUND"):
        return Verdict.INFECTED
    if answer == b"stream: OK":
        return Verdict.CLEAN
    raise Unavailable(f"clamd at {address} said {answer[:200]!r}")


def _connect(address: str, seconds: float) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(seconds)
        connection.connect(address)
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=seconds)


def _answer(connection: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096:
        piece = connection.recv(4096)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n ")
