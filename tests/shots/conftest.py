"""The tiny project with every Shot in place."""

import pytest
from tiny_shots import FILES, planned, png

from helpdesk.shots.png import stamped


@pytest.fixture
def drawn(project):
    """The tiny project with every Shot in place, as if a browser had drawn it."""

    def make(files=FILES, **more):
        root = project({**files, **more})
        for path, shot in planned(root).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(stamped(png(), shot.inputs))
        return root

    return make
