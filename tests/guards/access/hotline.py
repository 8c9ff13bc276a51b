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
    # reading back, result, sending
    "GET /console/calls/<int:number>/readback": "hotline",
    # the firm that calls
    "GET /console/calls/<int:number>/firm": "hotline",
    # ending, callbacks
    "GET /console/calls/<int:number>/end": "hotline",
    # knowledge
    "GET /console/knowledge": "hotline or edit_policies",
    "GET /console/knowledge/silences": "hotline or edit_policies",
    "GET /console/knowledge/changes": "hotline or edit_policies",
    # supervisor
    "GET /console/desk-report": "supervise_calls",
    "POST /console/desk-report/export": "supervise_calls",
    # escalations
    "GET /console/escalations": "handle_escalations",
}
