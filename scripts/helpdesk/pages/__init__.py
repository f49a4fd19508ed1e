"""Every Page by itself: front matter, heading ids and plain language."""
