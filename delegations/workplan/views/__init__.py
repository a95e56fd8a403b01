"""The pages of the workplan."""

from delegations.workplan.views.adding import add, answer, order, proposals
from delegations.workplan.views.asks import asks, close_ask, log_ask, state_capacity
from delegations.workplan.views.closing import close, link
from delegations.workplan.views.control import (
    ask,
    baseline,
    baselines,
    change_request,
    decide,
    decide_baseline,
    propose_baseline,
    requests,
    state_brag,
)
from delegations.workplan.views.editing import cell, edit, note, remove, restore
from delegations.workplan.views.pages import compare, history, item, moved, workplan
from delegations.workplan.views.sheets import export_sheet, import_sheet
from delegations.workplan.views.signing import signatures
from delegations.workplan.views.timeline import needs, needs_no_more, timeline
from delegations.workplan.views.together import change_set, paste, together, undo

__all__ = [
    "add",
    "answer",
    "ask",
    "asks",
    "baseline",
    "baselines",
    "cell",
    "change_request",
    "change_set",
    "close",
    "close_ask",
    "compare",
    "decide",
    "decide_baseline",
    "edit",
    "export_sheet",
    "history",
    "import_sheet",
    "item",
    "link",
    "log_ask",
    "moved",
    "needs",
    "needs_no_more",
    "note",
    "order",
    "paste",
    "proposals",
    "propose_baseline",
    "remove",
    "requests",
    "restore",
    "signatures",
    "state_brag",
    "state_capacity",
    "timeline",
    "together",
    "undo",
    "workplan",
]
