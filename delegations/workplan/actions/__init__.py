"""What people do with the workplan."""

from delegations.workplan.actions.adding import add, answer
from delegations.workplan.actions.arranging import arrange
from delegations.workplan.actions.asks import close_ask, log_ask, state_capacity
from delegations.workplan.actions.baselines import decide_baseline, propose_baseline
from delegations.workplan.actions.closing import close, link
from delegations.workplan.actions.needing import need, need_no_more
from delegations.workplan.actions.removing import remove, restore
from delegations.workplan.actions.requests import Stated, ask, decide, state
from delegations.workplan.actions.saving import Saved, add_note, change
from delegations.workplan.actions.signing import sign
from delegations.workplan.actions.together import NEW, Checked, Together, change_together, check_together, undo
from delegations.workplan.actions.writing import Wanted

__all__ = [
    "NEW",
    "Checked",
    "Saved",
    "Stated",
    "Together",
    "Wanted",
    "add",
    "add_note",
    "answer",
    "arrange",
    "ask",
    "change",
    "change_together",
    "check_together",
    "close",
    "close_ask",
    "decide",
    "decide_baseline",
    "link",
    "log_ask",
    "need",
    "need_no_more",
    "propose_baseline",
    "remove",
    "restore",
    "sign",
    "state",
    "state_capacity",
    "undo",
]
