"""Routes of the hotline desk. A call's own pages ask, beyond the role, that it is the agent's call."""

ACCESS: dict[str, str] = {
    # taking a call
    "GET /console/calls": "hotline",
    # walking through
    "GET /console/calls/<int:number>": "hotline",
    # reading back, result, sending
    "GET /console/calls/<int:number>/readback": "hotline",
    # the firm that calls
    "GET /console/calls/<int:number>/firm": "hotline",
    # ending, callbacks
    "GET /console/calls/<int:number>/end": "hotline",
    # knowledge
    "GET /console/knowledge": "hotline",
    # supervisor
    "GET /console/desk-report": "supervise_calls",
    # escalations
    "GET /console/escalations": "handle_escalations",
}
