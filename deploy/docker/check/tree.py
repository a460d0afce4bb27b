"""Lays out the file tree that an image would have, with parts of this machine in the place of the base image."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from dockerfile import Fault

# what the micro base has of its own (glibc), and the newest symbols in it
MICRO_HAS = ("linux-vdso.so", "ld-linux", "libc.so", "libm.so", "libdl.so", "libpthread.so", "librt.so", "libresolv.so",
             "libutil.so")
MICRO_GLIBC = (2, 34)


def needed(*files, own=()):
    """The shared libraries that files load, as this machine finds them: name to path, the loader too; own ones not."""
    found = {}
    for file in files:
        said = subprocess.run(["ldd", str(file)], capture_output=True, text=True).stdout
        for line in said.splitlines():
            match = re.match(r"\s*(?:(\S+) => )?(/\S+) \(0x", line)
            if match:
                found[match[1] or match[2]] = match[2]
            elif "not found" in line and line.split()[0] not in own:
                raise Fault(f"{file} needs a library that is not here: {line.strip()}")
    return found


def put(path, root, target=None):
    """Copies a file of this machine to the same path of the tree."""
    inside = root / (target or path).lstrip("/")
    inside.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(os.path.realpath(path), inside)
    inside.chmod(0o755)


def carry_out(image, root):
    """The COPY lines. Everything belongs to root, as it would in an image."""
    (root / image.workdir.lstrip("/")).mkdir(parents=True, exist_ok=True)
    for one in image.copies:
        if one.stage is not None:
            continue  # a library of another image: its stand-in comes with the base
        for source in one.sources:
            target = root / one.target.lstrip("/")
            if source.endswith("/"):
                shutil.copytree(source, target, dirs_exist_ok=True)
            else:
                if one.target.endswith("/"):
                    target = target / Path(source).name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)
            inside = [target, *target.rglob("*")] if target.is_dir() else [target]
            for path in inside:
                os.chown(path, 0, 0)
                if one.mode is not None:
                    path.chmod(one.mode)


def newest_glibc(binary):
    said = subprocess.run(["objdump", "-T", str(binary)], capture_output=True, text=True)
    versions = [tuple(map(int, v.split("."))) for v in re.findall(r"GLIBC_([0-9.]+)", said.stdout)]
    return max(versions, default=None)


def stand_in_native(image, root):
    """The micro base: the libraries that the binary loads, and each must be one that the image would really have."""
    binary = root / image.entrypoint[0].lstrip("/")
    copied = [Path(one.target).name for one in image.copies if one.stage is not None]
    for name, path in needed(binary).items():
        if not Path(name).name.startswith((*MICRO_HAS, *copied)):
            raise Fault(f"The binary loads {name}, which neither the micro base nor a COPY line has")
        put(path, root, name if name.startswith("/") else path)
    glibc = newest_glibc(binary)
    if glibc and glibc > MICRO_GLIBC:
        said = ".".join(map(str, glibc))
        return {}, [f"the binary starts on the image's glibc: it was linked here against {said}, the base has 2.34"]
    return {}, []


def stand_in_jvm(image, root, java_home):
    """The JRE's base: a JDK of this machine at the path where the image has its JRE, and the libraries that it loads."""
    home = root / "opt/java/openjdk"
    home.mkdir(parents=True)
    left_out = re.compile("awt|font|splash|jsound|jdwp")  # of desktops and debuggers
    libraries = [file for file in (java_home / "lib").rglob("*.so") if not left_out.search(file.name)]
    for name, path in needed(java_home / "bin/java", *libraries, own=[file.name for file in libraries]).items():
        if not path.startswith(str(java_home)):
            put(path, root, name if name.startswith("/") else path)
    binds = {str(java_home): home}
    for settings in Path("/etc").glob("java-*-openjdk"):  # Debian keeps a JDK's settings there
        inside = root / str(settings).lstrip("/")
        inside.mkdir(parents=True)
        binds[str(settings)] = inside
    image.env = {"PATH": "/opt/java/openjdk/bin", "JAVA_HOME": "/opt/java/openjdk", "LANG": "C.UTF-8"} | image.env
    return binds, []


def common(root):
    """What the base or the container engine has in every image."""
    for name in ("proc", "dev", "etc", "tmp"):
        (root / name).mkdir(exist_ok=True)
    (root / "tmp").chmod(0o1777)
    (root / "etc/passwd").write_text("root:x:0:0:root:/root:/sbin/nologin\n")
    (root / "etc/group").write_text("root:x:0:\n")
    (root / "etc/hosts").write_text("127.0.0.1 localhost\n")
    (root / "etc/nsswitch.conf").write_text("hosts: files dns\n")
