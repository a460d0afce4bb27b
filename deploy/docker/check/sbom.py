"""Holds the SBOM against the packaged application."""

import hashlib
import json
from pathlib import Path

from dockerfile import Fault

SBOM = Path("target/runnel-cyclonedx.json")
LIBRARIES = Path("target/quarkus-app/lib")


def check():
    """That every jar of the application is listed, with its very bytes. Returns what was seen."""
    bom = json.loads(SBOM.read_text())
    if bom.get("bomFormat") != "CycloneDX" or bom["metadata"]["component"]["name"] != "runnel":
        raise Fault(f"{SBOM} is no CycloneDX SBOM of Runnel")
    listed = {digest["content"] for component in bom["components"] for digest in component.get("hashes", [])
              if digest["alg"] == "SHA-256"}
    jars = sorted(LIBRARIES.rglob("*.jar"))
    if not jars:
        raise Fault(f"There are no jars in {LIBRARIES}")
    missing = [jar.name for jar in jars if hashlib.sha256(jar.read_bytes()).hexdigest() not in listed]
    if missing:
        raise Fault(f"{SBOM} does not list {', '.join(missing)}")
    nameless = [component["name"] for component in bom["components"] if not component.get("purl")]
    if nameless:
        raise Fault(f"{SBOM} has no purl for {', '.join(nameless)}")
    return f"{SBOM}: CycloneDX {bom['specVersion']}, lists all {len(jars)} jars of the application by their SHA-256"
