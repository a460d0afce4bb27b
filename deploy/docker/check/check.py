"""Shows without a container engine what can be shown of the images: see deploy/docker/README.md. Called by run."""

import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import sandbox
import sbom
import tree
from dockerfile import Fault, check_promises, stages

WORK = Path("target/docker-check").absolute()
USER, GROUP = 1000660000, 0  # a number as OpenShift gives one; no passwd file knows it
START_SECONDS, STOP_SECONDS = 60, 15
ENVIRONMENT = {"RUNNEL_MODEL": "embedded", "RUNNEL_EMBEDDED_WORDS_PER_SECOND": "0"}


def call(port, path, body=None):
    # not 127.0.0.1: only a server that listens on every address answers there
    request = urllib.request.Request(f"http://127.0.0.2:{port}{path}", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read().decode()


def await_ready(process, port, log):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise Fault(f"It ended with status {process.returncode} before it was ready:\n{log.read_text()}")
        try:
            return call(port, "/q/health/ready")
        except urllib.error.HTTPError as e:
            if e.code != 503:
                raise Fault(f"GET /q/health/ready answered {e.code}") from e
        except OSError:
            pass
        time.sleep(0.05)
    raise Fault(f"It was not ready within {START_SECONDS} s:\n{log.read_text()}")


def check_process(process, root):
    """That the kernel holds the program as narrowly as was asked; else the check would show nothing."""
    status = sandbox.status(process.pid)
    said = {"user": status["Uid"][1], "group": status["Gid"][1], "groups": status["Groups"],
            "capabilities": status["CapEff"] + status["CapBnd"], "new privileges": status["NoNewPrivs"],
            "process": status["NSpid"][-1]}
    asked = {"user": str(USER), "group": str(GROUP), "groups": [], "capabilities": ["0" * 16] * 2, "new privileges": ["1"],
             "process": "1"}
    if said != asked:
        raise Fault(f"The program runs as {said}, and not as {asked}")
    if not os.statvfs(root).f_flag & os.ST_RDONLY:
        raise Fault("The root of the tree can be written")


def check_run(port):
    answer = call(port, "/runs", json.dumps({"agent": "Joker", "input": "Hello"}).encode())
    data = [line.removeprefix("data:") for line in answer.splitlines() if line.startswith("data:")]
    last = json.loads(data[-1]) if data else {}
    if (last.get("type"), last.get("status")) != ("run_updated_stream_event", "completed"):
        raise Fault(f"POST /runs did not end with a completed run:\n{answer}")
    return len(data)


def stop(process, image, log):
    start = time.monotonic()
    process.send_signal(getattr(signal, image.stop_signal))
    try:
        code = process.wait(STOP_SECONDS)
    except Exception as e:
        raise Fault(f"It did not stop within {STOP_SECONDS} s of {image.stop_signal}") from e
    if code != 0:
        raise Fault(f"After {image.stop_signal} its exit status was {code}, it must be 0:\n{log.read_text()}")
    return time.monotonic() - start


def run_image(form, images, java_home):
    """Runs one form in the tree of its image, and says what was seen. In a process of its own: it leaves the namespaces."""
    image, root, log = images[-1], WORK / form, WORK / f"{form}.log"
    sandbox.fresh(root)
    tree.carry_out(image, root)
    if form == "native":
        binds, open_questions = tree.stand_in_native(image, root)
    else:
        binds, open_questions = tree.stand_in_jvm(image, root, java_home)
    tree.common(root)
    sandbox.own_namespaces()
    sandbox.mount_tree(root, binds, image.volumes)
    began = time.monotonic()
    with open(log, "wb") as out:
        process = sandbox.start(image, root, USER, GROUP, ENVIRONMENT, out)
    try:
        await_ready(process, image.ports[0], log)
        ready = time.monotonic() - began
        check_process(process, root)
        call(image.ports[0], "/q/health/live")
        events = check_run(image.ports[0])
        volumes = tuple(f"{root}{volume.rstrip('/')}/" for volume in image.volumes)
        written = sorted(file for file in sandbox.written(process.pid) if not file.startswith(volumes))
        if written:
            raise Fault(f"It writes to {written}")
        stopped = stop(process, image, log)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    print(f"{form}: process 1, user {USER}, group {GROUP}, no capabilities, read-only root, "
          f"writable: {', '.join(image.volumes) or 'nothing'}; ready after {ready:.2f} s, "
          f"a run of {events} events, {image.stop_signal}, exit status 0 after {stopped:.2f} s")
    for question in open_questions:
        print(f"{form}: not shown: {question}")


def in_child(work, *arguments):
    """0, 1 for a fault, 77 where this machine cannot do it."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work(*arguments)
            code = 0
        except Fault as e:
            print(f"{arguments[0]}: {e}", file=sys.stderr)
        except sandbox.CannotHere as e:
            print(f"{arguments[0]}: skipped, because {e}")
            code = 77
        except Exception as e:
            print(f"{arguments[0]}: {type(e).__name__}: {e}", file=sys.stderr)
        sys.stdout.flush()
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main():
    java_home = Path(sys.argv[1]).resolve()
    os.umask(0o022)
    codes = []
    for form, product in (("jvm", "target/quarkus-app/quarkus-run.jar"), ("native", "target/runnel")):
        dockerfile = f"deploy/docker/Dockerfile.{form}"
        images = stages(dockerfile)
        check_promises(dockerfile, images)
        print(f"{dockerfile}: bases by digest, user {images[-1].user}, port {images[-1].ports[0]}, labels, .dockerignore")
        if not Path(product).exists():
            print(f"{form}: skipped, because there is no {product}")
        else:
            codes.append(in_child(run_image, form, images, java_home))
    print(sbom.check())
    print("not shown, as there is no container engine here: that the base images can be pulled and hold what is expected, "
          "that the image builds, and what an engine adds (seccomp, cgroups, its network)")
    return 1 if any(code not in (0, 77) for code in codes) else 77 if 0 not in codes else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Fault as fault:
        sys.exit(f"{fault}")
