"""The Starlette app for participants' phones: plain HTML first, JavaScript adds to it."""
