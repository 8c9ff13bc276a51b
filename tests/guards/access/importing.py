"""Routes of the console: campaigns, files, screening."""

ACCESS: dict[str, str] = {
    "GET /console/campaigns": "see_campaigns",
    "GET /console/campaigns/new": "edit_campaigns",
    "GET /console/campaigns/new/terms": "edit_campaigns",
    "POST /console/campaigns/new/terms": "edit_campaigns",
    "GET /console/campaigns/<int:number>": "see_campaigns",
    "GET /console/campaigns/<int:number>/settings": "edit_campaigns",
    "POST /console/campaigns/<int:number>/settings": "edit_campaigns",
}
