"""`helpdesk links external` against a server of more than a hundred misbehaviours, all on loopback.

    python benchmarks/links_external.py

Prints every wrong Verdict, then how many were right, connections to the forbidden host, seconds and peak memory of all
processes together. Exits with 1 when a target is missed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "links" / "external"))
sys.path.insert(0, str(HERE.parent / "scripts"))

import odd_faults  # noqa: E402, F401 - adds its cases
from fault_server import CASES, FaultServer  # noqa: E402

# The targets: all but one Verdict right, nobody at the forbidden host, two minutes, 300 MiB.
MISSES, SECONDS, MEBIBYTES = 1, 120, 300


def memory_of_tree(top: int) -> int:
    """Resident bytes of a process and everything below it, shared pages counted once for each."""
    children: dict[int, list[int]] = {}
    resident: dict[int, int] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry))
            resident[int(entry)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    total, pending = 0, [top]
    while pending:
        process = pending.pop()
        total += resident.get(process, 0)
        pending.extend(children.get(process, []))
    return total


def watched(process: subprocess.Popen[str], peak: list[int]) -> None:
    """Keeps the highest memory of a process while it runs."""
    while process.poll() is None:
        peak[0] = max(peak[0], memory_of_tree(process.pid))
        time.sleep(0.2)


def main() -> int:
    """Runs the command once; 1 when a target is missed."""
    with tempfile.TemporaryDirectory() as folder, FaultServer(Path(folder)) as server:
        project = Path(folder) / "project"
        (project / "docs").mkdir(parents=True)
        (project / "mkdocs.yml").write_text("site_name: Faults\n")
        urls = {server.url(case): case for case in CASES}
        (project / "docs" / "index.md").write_text("".join(f"- [x](<{url}>)\n" for url in urls))
        words = [word for address in server.allowed() for word in ("--allow-private", address)]
        environment = os.environ | {"PYTHONPATH": str(HERE.parent / "scripts"), "SSL_CERT_FILE": f"{folder}/ca.pem"}
        peak, begun = [0], time.monotonic()
        command = [sys.executable, "-m", "helpdesk", "--project", str(project), "links", "external"]
        process = subprocess.Popen(
            [*command, "--all", "--format", "json", *words], env=environment, stdout=subprocess.PIPE, text=True
        )
        threading.Thread(target=watched, args=(process, peak), daemon=True).start()
        printed, _none = process.communicate()
        seconds = time.monotonic() - begun
        links = {link["url"]: link for link in json.loads(printed)["links"]}
        wrong = 0
        for url, case in urls.items():
            link = links.get(url, {"verdict": "missing", "to": None, "reason": ""})
            to = server.base(case.scheme, case.host) + case.to if case.to else ""
            if link["verdict"] not in case.right or (to and link["to"] != to):
                wrong += 1
                print(f"wrong: {url} is {link['verdict']} {link['to']} ({link['reason']}), not {case.verdicts} {to}")
    megabytes = peak[0] / 2**20
    print(
        f"{len(urls) - wrong} of {len(urls)} right, {len(server.forbidden)} forbidden connections, "
        f"{seconds:.0f} s, {megabytes:.0f} MiB, exit code {process.returncode}"
    )
    return int(wrong > MISSES or bool(server.forbidden) or seconds > SECONDS or megabytes > MEBIBYTES)


if __name__ == "__main__":
    sys.exit(main())
