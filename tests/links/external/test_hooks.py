"""The hooks that other projects run before a commit."""

from pathlib import Path

import yaml
from setuptools.config.pyprojecttoml import read_configuration

ROOT = Path(__file__).parents[3]


def test_a_hook_installs_all_that_its_command_needs():
    project = read_configuration(ROOT / "pyproject.toml")["project"]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert {hook["entry"].split()[0] for hook in hooks} == set(project["scripts"])
    assert {hook["language"] for hook in hooks} == {"python"}
    assert {"PyYAML", "selectolax", "linkchecker"} <= {need.partition("==")[0] for need in project["dependencies"]}
