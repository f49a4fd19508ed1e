"""The tools that keep a multilingual MkDocs site true: one command, four jobs."""

__version__ = "0.1.0"
