"""Reads the Dockerfiles of this repository: what the image would have, by their own lines."""

import json
import posixpath
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path


class Fault(Exception):
    """Something in the repository is not as it must be."""


@dataclass
class Copy:
    sources: list
    target: str
    mode: int | None
    stage: str | None


@dataclass
class Image:
    base: str
    name: str | None = None
    workdir: str = "/"
    user: str = "0:0"
    stop_signal: str = "SIGTERM"
    entrypoint: list = field(default_factory=list)
    env: dict = field(default_factory=dict)
    labels: dict = field(default_factory=dict)
    ports: list = field(default_factory=list)
    volumes: list = field(default_factory=list)
    copies: list = field(default_factory=list)


def instructions(text):
    """The instructions and their arguments, without comments, a continued line as one."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            yield word.upper(), rest.strip()


def pairs(arguments):
    return dict(word.split("=", 1) for word in shlex.split(arguments))


def exec_form(word, arguments):
    if not arguments.startswith("["):
        raise Fault(f"{word} {arguments}: must be a JSON array, a shell would be process 1 and swallow the signals")
    return json.loads(arguments)


def copy(image, arguments):
    words = shlex.split(arguments)
    flags = dict(word[2:].split("=", 1) for word in words if word.startswith("--"))
    if set(flags) - {"from", "chmod"}:
        raise Fault(f"COPY {arguments}: the check knows --from and --chmod only")
    *sources, target = [word for word in words if not word.startswith("--")]
    if re.search(r"[*?\[$]", arguments):
        raise Fault(f"COPY {arguments}: no wildcards and no variables, so that one sees what goes in")
    absolute = posixpath.join(image.workdir, target)
    if not target.endswith(("/", ".")):
        kept = absolute
    else:
        kept = posixpath.normpath(absolute) + "/"
    mode = int(flags["chmod"], 8) if "chmod" in flags else None
    image.copies.append(Copy(sources, kept, mode, flags.get("from")))


def stages(path):
    """The stages of a Dockerfile, the image itself last. A Fault for any instruction that the check cannot carry out."""
    found = []
    for word, rest in instructions(Path(path).read_text()):
        if word == "FROM":
            base, _, name = re.sub(r"\s+AS\s+", "\0", rest, flags=re.IGNORECASE).partition("\0")
            found.append(Image(base, name or None))
            continue
        image = found[-1]
        if word == "LABEL":
            image.labels.update(pairs(rest))
        elif word == "ENV":
            image.env.update(pairs(rest))
        elif word == "WORKDIR":
            image.workdir = posixpath.join(image.workdir, rest)
        elif word == "USER":
            image.user = rest
        elif word == "EXPOSE":
            image.ports += [int(port.removesuffix("/tcp")) for port in rest.split()]
        elif word == "STOPSIGNAL":
            image.stop_signal = rest
        elif word == "VOLUME":
            image.volumes += exec_form(word, rest)
        elif word == "ENTRYPOINT":
            image.entrypoint = exec_form(word, rest)
        elif word == "COPY":
            copy(image, rest)
        else:
            raise Fault(f"{path}: the check cannot carry out {word} {rest}")
    return found


def ignored(source):
    """Whether .dockerignore keeps a path out of the build's context. It may hold "*" and exceptions only."""
    lines = Path(".dockerignore").read_text().splitlines()
    rules = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if rules[0] != "*" or not all(rule.startswith("!") for rule in rules[1:]):
        raise Fault(f".dockerignore must be * and exceptions to it, it is {rules}")
    return not any((source.rstrip("/") + "/").startswith(rule[1:] + "/") for rule in rules[1:])


def check_promises(path, images):
    """What every image of this repository promises and its Dockerfile alone can show."""
    image = images[-1]
    for stage in images:
        if not re.fullmatch(r"[a-z0-9./-]+:[\w.-]+@sha256:[0-9a-f]{64}", stage.base):
            raise Fault(f"{path}: {stage.base} is not pinned by tag and digest")
    if not re.fullmatch(r"[1-9]\d*:0", image.user):
        raise Fault(f"{path}: USER {image.user} must be a number other than 0, and of group 0")
    if image.env.get("QUARKUS_HTTP_HOST") != "0.0.0.0":
        raise Fault(f"{path}: QUARKUS_HTTP_HOST must be 0.0.0.0, nobody would reach the server")
    if len(image.ports) != 1 or not image.entrypoint:
        raise Fault(f"{path}: one EXPOSE and one ENTRYPOINT are needed")
    for label in ("title", "description", "licenses"):
        if "org.opencontainers.image." + label not in image.labels:
            raise Fault(f"{path}: the label org.opencontainers.image.{label} is missing")
    for one in image.copies:
        if one.stage is None:
            for source in one.sources:
                if ignored(source):
                    raise Fault(f"{path}: .dockerignore keeps {source} out")
