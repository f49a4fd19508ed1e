"""What the build of the Site adds to MkDocs: pure steps, and `events`, which MkDocs calls through `scripts/hooks.py`."""
