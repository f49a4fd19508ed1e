"""The nearest right answer."""

import os
import subprocess
import sys

PROGRAM = """
from helpdesk.links.suggest import Nearest
words = ["access", "network", "rules", "join", "sync", "cloud", "token", "device"]
names = [f"{a}-{b}-{c}-{d}.md" for a in words for b in words for c in words for d in words if len({a, b, c, d}) == 4]
near = Nearest(names)
print([near.to(f"{a}-{b}-of-{c}-{d}.md") for a in words for b in words for c in words[:2] for d in words[:2]])
"""


def test_the_same_question_gets_the_same_answer_in_every_run():
    answers = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(answers) == 1
