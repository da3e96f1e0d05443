"""The JSON routes of /v1, one module a topic of the URL, and the health checks."""
