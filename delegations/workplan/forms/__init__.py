"""What the workplan asks of people."""

from delegations.workplan.forms.adding import AddForm, AnswerForm, OrderForm
from delegations.workplan.forms.editing import CellForm, ItemForm, NoteForm, RemoveForm, RestoreForm
from delegations.workplan.forms.filters import SinceForm, WorkplanFilters
from delegations.workplan.forms.together import PasteForm, TogetherForm

__all__ = [
    "AddForm",
    "AnswerForm",
    "CellForm",
    "ItemForm",
    "NoteForm",
    "OrderForm",
    "PasteForm",
    "RemoveForm",
    "RestoreForm",
    "SinceForm",
    "TogetherForm",
    "WorkplanFilters",
]
