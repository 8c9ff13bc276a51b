"""Routes of the hotline desk. A call's own pages ask, beyond the role, that it is the agent's call."""

ACCESS: dict[str, str] = {
    # taking a call
    "GET /console/calls": "hotline",
    "POST /console/calls/new": "hotline",
    "POST /console/calls/by-code": "hotline",
    "POST /console/calls/search": "hotline",
    "POST /console/calls/by-firm": "hotline",
    "POST /console/calls/resume": "hotline",
    # walking through
    "GET /console/calls/<int:number>": "hotline",
    "POST /console/calls/<int:number>/answer": "hotline",
    "POST /console/calls/<int:number>/answer/confirm": "hotline",
    "POST /console/calls/<int:number>/back": "hotline",
    "POST /console/calls/<int:number>/hesitated": "hotline",
    "POST /console/calls/<int:number>/why": "hotline",
    "GET /console/calls/<int:number>/start": "hotline",
    "POST /console/calls/<int:number>/start": "hotline",
    "POST /console/calls/<int:number>/place": "hotline",
    # the caller's own words
    "POST /console/calls/<int:number>/said": "hotline",
    "POST /console/calls/<int:number>/said/confirm": "hotline",
    "POST /console/calls/<int:number>/said/leave": "hotline",
    # reading back, result, sending
    "GET /console/calls/<int:number>/readback": "hotline",
    "POST /console/calls/<int:number>/readback": "hotline",
    "GET /console/calls/<int:number>/result": "hotline",
    "POST /console/calls/<int:number>/send": "hotline",
    "POST /console/calls/<int:number>/read": "hotline",
    # the firm that calls
    "GET /console/calls/<int:number>/firm": "hotline",
    "POST /console/calls/<int:number>/firm/verify": "hotline",
    "GET /console/calls/<int:number>/firm/objection": "hotline",
    "POST /console/calls/<int:number>/firm/objection": "hotline",
    "POST /console/calls/<int:number>/firm/objection/begin": "hotline",
    # ending, callbacks
    "GET /console/calls/<int:number>/end": "hotline",
    "POST /console/calls/<int:number>/end": "hotline",
    "POST /console/calls/<int:number>/keep": "hotline",
    "POST /console/calls/<int:number>/notes": "hotline",
    "GET /console/callbacks": "hotline",
    "GET /console/callbacks/<int:key>": "hotline",
    "POST /console/callbacks/<int:key>": "hotline",
    "POST /console/callbacks/<int:key>/start": "hotline",
    # knowledge
    "GET /console/knowledge": "hotline or edit_policies",
    "GET /console/knowledge/silences": "hotline or edit_policies",
    "GET /console/knowledge/changes": "hotline or edit_policies",
    # supervisor
    "GET /console/desk-report": "supervise_calls",
    "POST /console/desk-report/export": "supervise_calls",
    # escalations
    "GET /console/escalations": "handle_escalations",
    "GET /console/escalations/<int:key>": "handle_escalations",
    "POST /console/escalations/<int:key>": "handle_escalations",
}
