"""Routes that every page needs."""

ACCESS = {
    "GET /static/<digest>/<name>": "public",
    "POST /preferences": "public",
}
