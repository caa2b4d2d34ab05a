"""The components of the program as CycloneDX 1.5, from the output of `cargo metadata` on standard input and Cargo.lock.

What only tests use is left out. There is no time of making and no number of its own in it, so the same lock file gives the same bytes.
"""

import json
import sys
import tomllib
from pathlib import Path


def reached(metadata: dict) -> set[str]:
    """Ids of the packages that the program is built of, itself among them."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    found: set[str] = set()
    waiting = [metadata["resolve"]["root"]]
    while waiting:
        package = waiting.pop()
        if package in found:
            continue
        found.add(package)
        for dependency in nodes[package]["deps"]:
            if any(kind["kind"] != "dev" for kind in dependency["dep_kinds"]):
                waiting.append(dependency["pkg"])
    return found


def component(package: dict, checksums: dict[tuple[str, str], str], kind: str) -> dict:
    name, version = package["name"], package["version"]
    purl = f"pkg:cargo/{name}@{version}"
    made = {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl}
    if package["license"]:
        made["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    if (checksum := checksums.get((name, version))) is not None:
        made["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    return made


def main() -> None:
    metadata = json.load(sys.stdin)
    lock = tomllib.loads(Path(metadata["workspace_root"], "Cargo.lock").read_text(encoding="utf-8"))
    checksums = {(p["name"], p["version"]): p["checksum"] for p in lock["package"] if "checksum" in p}
    packages = {package["id"]: package for package in metadata["packages"]}
    root = metadata["resolve"]["root"]
    found = reached(metadata)
    libraries = [component(packages[id], checksums, "library") for id in found - {root}]
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(packages[root], checksums, "application")},
        "components": sorted(libraries, key=lambda made: made["purl"]),
    }
    json.dump(bom, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
