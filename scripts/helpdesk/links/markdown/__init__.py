"""Links and Anchors read from Markdown, as MkDocs with Python-Markdown would render them."""
