"""Links and ids read from HTML, whatever generator made it."""
