"""Validates the OpenAPI document of the server against OpenAPI 3.1: `run.py CLASSLENS`."""

import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

from openapi_spec_validator import OpenAPIV31SpecValidator


def main() -> int:
    """Audits the sample corpus, serves it, and prints every fault of the document."""
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "audit", "--quiet"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        call = [program, "serve", "audit", "--address", "127.0.0.1:0"]
        server = subprocess.Popen(call, cwd=folder, stdout=subprocess.PIPE, text=True)
        try:
            address = server.stdout.readline().split()[0]
            with urllib.request.urlopen(f"{address}api/v1/openapi.json", timeout=30) as answer:
                document = json.load(answer)
        finally:
            server.terminate()
            server.wait()
    faults = [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}"
              for fault in OpenAPIV31SpecValidator(document).iter_errors()]
    print("\n".join(faults) or f"OpenAPI {document['openapi']}: {len(document['paths'])} addresses, no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
