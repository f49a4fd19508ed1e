"""Targets and ids as numbers, so that pages are compared as sets of numbers."""

from __future__ import annotations


class Numbers:
    """Numbers targets and ids, so that pages are compared as sets of numbers."""

    def __init__(self) -> None:
        self.targets: list[tuple[str, str]] = []
        """Kind and address of each number."""
        self.names: list[str] = []
        """The id of each number."""
        self._target_numbers: dict[tuple[str, str], int] = {}
        self._name_numbers: dict[str, int] = {}

    def target(self, kind: str, target: str) -> int:
        """The number of a target."""
        key = (kind, target)
        number = self._target_numbers.get(key)
        if number is None:
            number = self._target_numbers[key] = len(self.targets)
            self.targets.append(key)
        return number

    def name(self, name: str) -> int:
        """The number of an id."""
        number = self._name_numbers.get(name)
        if number is None:
            number = self._name_numbers[name] = len(self.names)
            self.names.append(name)
        return number

    def known_name(self, name: str) -> int:
        """The number of an id that some page has; -1 when none has."""
        return self._name_numbers.get(name, -1)

    def restore(self, targets: list[tuple[str, str]], names: list[str]) -> None:
        """Takes the numbers of an earlier run."""
        self.targets, self.names = targets, names
        self._target_numbers = {target: number for number, target in enumerate(targets)}
        self._name_numbers = {name: number for number, name in enumerate(names)}
