"""TLS contexts for tests: good (by our own authority), self-signed, expired, for another host, by an unknown authority."""

from __future__ import annotations

import shlex
import ssl
import subprocess
from pathlib import Path

NEW_KEY = "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {name}.key -subj /CN={name}"
# Name, the address it is for, the authority, its days, where its authority's certificate can be fetched.
SIGNED = (
    ("good", "127.0.0.1", "ca", 30, ""),
    ("wrong", "10.9.9.9", "ca", 30, ""),
    ("expired", "127.0.0.1", "ca", -1, ""),
    ("stranger", "127.0.0.1", "unknown", 30, ""),
    ("chainless", "127.0.0.1", "unknown", 30, "authorityInfoAccess=caIssuers;URI:http://127.0.0.9/ca.der\n"),
)


def contexts(folder: Path) -> dict[str, ssl.SSLContext]:
    """A context per name; the authority to trust is `ca.pem` in the folder."""

    def openssl(words: str, **values: object) -> None:
        subprocess.run(["openssl", *shlex.split(words.format(**values))], cwd=folder, check=True, capture_output=True)

    for authority in ("ca", "unknown"):
        openssl(NEW_KEY + " -x509 -out {name}.pem -days 30", name=authority)
    openssl(NEW_KEY + " -x509 -out {name}.pem -days 30 -addext subjectAltName=IP:127.0.0.1", name="self")
    for name, address, authority, days, more in SIGNED:
        (folder / f"{name}.ext").write_text(f"subjectAltName=IP:{address}\n{more}")
        openssl(NEW_KEY + " -out {name}.csr", name=name)
        openssl(
            "x509 -req -in {name}.csr -CA {ca}.pem -CAkey {ca}.key -CAcreateserial -out {name}.pem -extfile {name}.ext -days {days}",
            name=name,
            ca=authority,
            days=days,
        )
    result = {}
    for name in (*(signed[0] for signed in SIGNED), "self"):
        result[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        result[name].load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return result
