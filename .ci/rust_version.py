"""Fails when a dependency in Cargo.lock asks for a newer Rust than the package states.

In: the output of `cargo metadata` on standard input, the stated version as argument.
"""

import json
import sys


def parsed(version):
    parts = [int(part) for part in version.split("-")[0].split(".")]
    return tuple(parts + [0] * (3 - len(parts)))


stated = sys.argv[1]
packages = json.load(sys.stdin)["packages"]
asked = [(parsed(p["rust_version"]), p["name"], p["version"]) for p in packages if p.get("rust_version")]
newer = [one for one in asked if one[0] > parsed(stated)]
for version, name, release in newer:
    print(f"{name} {release} asks for Rust {'.'.join(map(str, version))}, Cargo.toml states {stated}")
if newer:
    sys.exit(f"raise rust-version in Cargo.toml, or take older releases of {len(newer)} dependencies")
others = [one for one in asked if one[1] != "classlens"]
version, name, release = max(others)
print(
    f"Rust {stated} is stated; {len(others)} dependencies say what they need, at most "
    f"{'.'.join(map(str, version))} ({name} {release}); {len(packages) - len(asked)} do not say"
)
