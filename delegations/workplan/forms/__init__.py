"""What the workplan asks of people."""

from delegations.workplan.forms.adding import AddForm, AnswerForm, OrderForm
from delegations.workplan.forms.asks import CapacityForm, CloseAskForm, LogAskForm
from delegations.workplan.forms.closing import CloseForm, LinkForm
from delegations.workplan.forms.comparing import CompareForm
from delegations.workplan.forms.control import AskForm, BaselineForm, BragForm, DecideBaselineForm, DecideForm
from delegations.workplan.forms.editing import CellForm, ItemForm, NoteForm, RemoveForm, RestoreForm
from delegations.workplan.forms.filters import SinceForm, TimelineFilters, WorkplanFilters
from delegations.workplan.forms.needing import NeedForm, NeedNoMoreForm
from delegations.workplan.forms.sheets import ImportForm
from delegations.workplan.forms.signing import SignForm
from delegations.workplan.forms.together import PasteForm, TogetherForm

__all__ = [
    "AddForm",
    "AnswerForm",
    "AskForm",
    "BaselineForm",
    "BragForm",
    "CapacityForm",
    "CellForm",
    "CloseAskForm",
    "CloseForm",
    "CompareForm",
    "DecideBaselineForm",
    "DecideForm",
    "ImportForm",
    "ItemForm",
    "LinkForm",
    "LogAskForm",
    "NeedForm",
    "NeedNoMoreForm",
    "NoteForm",
    "OrderForm",
    "PasteForm",
    "RemoveForm",
    "RestoreForm",
    "SignForm",
    "SinceForm",
    "TimelineFilters",
    "TogetherForm",
    "WorkplanFilters",
]
