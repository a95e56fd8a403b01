"""`python -m script.stack server|test|manage|bench [arguments]`; see the scripts of these names."""

from __future__ import annotations

import sys

from bench.measure import measure
from script.stack.checks import check
from script.stack.console import Refusal, complain
from script.stack.manage import manage
from script.stack.processes import STOP, Stopped
from script.stack.server import serve

VERBS = {"server": serve, "test": check, "manage": manage, "bench": measure}


def main(verb: str, arguments: list[str]) -> int:
    """Do one of these things and answer the exit status."""
    STOP.listen()
    try:
        return VERBS[verb](arguments)
    except Refusal as refusal:
        complain(str(refusal))
        return 1
    except Stopped as stopped:
        complain(f"Stopped by {stopped}")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
