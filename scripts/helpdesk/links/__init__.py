"""Every Link, Anchor and picture: inside the Site from Markdown or HTML, and outside it."""
