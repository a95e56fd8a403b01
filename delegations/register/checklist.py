"""The checklist of safe delegation: what is in place before a delegation goes live. A local choice of twelve lines."""

from collections.abc import Mapping

LINES: Mapping[str, str] = {
    "agreement": "The agreement is signed",
    "scheme": "The scheme of reservation and delegation and the terms of reference are in force",
    "limits": "Limits are loaded in the ledger",
    "budget": "The budget is transferred and reconciled",
    "officer": "An officer and a deputy are named",
    "quorum": "Committee dates and quorum are set for 12 months",
    "interests": "The interests of all members are registered",
    "handover": "Open decisions, contracts, disputes and complaints are handed over",
    "risks": "Risks and actions are transferred",
    "data": "The data protection impact assessment and data sharing are live",
    "reports": "Reports have been tested once",
    "told": "Staff, providers and the public are told",
}
