"""Routes of development alone: what is made up, for a first look."""

ACCESS = {
    "GET /console/demonstration/firms-<any(this, last):year>.xlsx": "edit_campaigns",
}
