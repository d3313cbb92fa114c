"""`ie serve`: the records of `ie extract` over HTTP, byte for byte.

    request ─bodies→ Item ─Desk→ batch pool's worker ─→ record ─app→ response

settings  what a service may take and hold     bodies   a request's bytes, within limits
desk      the thread that owns the pool        app      routes
server    uvicorn around it                    schema   OpenAPI
"""
