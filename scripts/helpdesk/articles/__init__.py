"""Legacy articles become Pages: parsed to a tree, mended by named Rules, written as canonical Markdown."""
