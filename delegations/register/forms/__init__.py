"""What is asked when somebody changes what the register keeps."""

from delegations.register.forms.holders import HolderForm
from delegations.register.forms.learning import CandidateForm, LessonForm, SequenceForm
from delegations.register.forms.proposing import (
    DocumentForm,
    EndDocumentForm,
    NeededForm,
    PlannedForm,
    ProposalForm,
    SumForm,
    WhatForm,
)
from delegations.register.forms.shape import ActForm
from delegations.register.forms.standing import ApprovalForm, FormulaForm, HoldForm, TakeOffHoldForm
from delegations.register.forms.terms import ChecklistForm, SchemeForm, TermsForm

__all__ = [
    "ActForm",
    "ApprovalForm",
    "CandidateForm",
    "ChecklistForm",
    "DocumentForm",
    "EndDocumentForm",
    "FormulaForm",
    "HoldForm",
    "HolderForm",
    "LessonForm",
    "NeededForm",
    "PlannedForm",
    "ProposalForm",
    "SchemeForm",
    "SequenceForm",
    "SumForm",
    "TakeOffHoldForm",
    "TermsForm",
    "WhatForm",
]
