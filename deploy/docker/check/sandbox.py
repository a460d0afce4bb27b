"""Runs a file tree's program as a container engine would: own namespaces, a read-only root, one user, no capabilities."""

import ctypes
import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
from pathlib import Path

libc = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS = 0x20000, 0x20000000, 0x40000000, 0x8000000, 0x4000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP = 1, 38, 24
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1


class CannotHere(Exception):
    """This machine does not let the check do its work."""


def succeeded(result):
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


def mount(source, target, kind=None, flags=0, data=None):
    encoded = [None if text is None else str(text).encode() for text in (source, target, kind)]
    succeeded(libc.mount(*encoded, ctypes.c_ulong(flags), None if data is None else data.encode()))


def bind_read_only(source, target):
    mount(source, target, flags=MS_BIND)
    mount(None, target, flags=MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID)


def own_namespaces():
    """From here on this process sees no network but a loopback of its own, and its mounts are nobody else's."""
    try:
        succeeded(libc.unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWPID))
        mount("none", "/", flags=MS_REC | MS_PRIVATE)
    except OSError as e:
        raise CannotHere(f"this machine gives no namespaces ({e.strerror})") from e
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        name = struct.pack("16sh", b"lo", 0)
        flags = struct.unpack("16sh", fcntl.ioctl(control, SIOCGIFFLAGS, name))[1]
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh", b"lo", flags | IFF_UP))


def mount_tree(root, binds, volumes):
    """Nothing under root can be written afterwards, save the volumes that the image itself declares."""
    for name in ("null", "zero", "full", "random", "urandom"):
        (root / "dev" / name).touch()
    for volume in volumes:
        (root / volume.lstrip("/")).mkdir(parents=True, exist_ok=True)
    bind_read_only(root, root)
    for source, target in binds.items():
        bind_read_only(source, target)
    for name in ("null", "zero", "full", "random", "urandom"):
        mount(f"/dev/{name}", root / "dev" / name, flags=MS_BIND)
    for volume in volumes:
        mount("tmpfs", root / volume.lstrip("/"), "tmpfs", MS_NOSUID | MS_NODEV, "size=64m,mode=1777")


def start(image, root, user, group, environment, log):
    """The image's ENTRYPOINT as process 1, as the user who has no name, with no capability and no way to one."""

    def enter():
        mount("proc", root / "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
        os.chroot(root)
        os.chdir(image.workdir)
        for capability in range(int(Path("/proc/sys/kernel/cap_last_cap").read_text()) + 1):
            succeeded(libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0))
        os.setgroups([])
        os.setgid(group)
        os.setuid(user)
        succeeded(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        succeeded(libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0))  # a change of user would have undone it

    return subprocess.Popen(image.entrypoint, env=image.env | environment, preexec_fn=enter, stdin=subprocess.DEVNULL,
                            stdout=log, stderr=subprocess.STDOUT)


def status(pid):
    """What the kernel says of a process: user, group, capabilities, its number in its own namespace."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.split() for name, _, value in (line.partition(":") for line in lines)}


def written(pid):
    """The files that a process has open for writing, besides what it was started with."""
    found = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        if entry.name in ("0", "1", "2"):
            continue
        try:
            target = os.readlink(entry)
            flags = int(Path(f"/proc/{pid}/fdinfo/{entry.name}").read_text().split("flags:")[1].split()[0], 8)
        except OSError:
            continue
        if flags & os.O_ACCMODE and target.startswith("/") and not target.startswith("/dev/"):
            found.add(target)
    return found


def fresh(root):
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
