"""Starts one command inside a sandbox, as a program of its own: `python -I -S launch.py SPEC COMMAND…`.

SPEC is a dictionary (its keys are read below) as `marshal` writes it for the same Python, in hexadecimal: unlike JSON
it needs no import. Nothing of the project is imported, so that this starts within a few hundredths of a second.

What happens, by `kind`:

- "namespaces": this process leaves the mount, process, network and communication namespaces (and, unless it may
  change its user, the user namespace), forks process 1 of the new ones, and that builds a root of read-only mounts,
  forks the command, and reaps what is left to it. With process 1 everything in there dies, at once and for certain.
- "landlock": a supervisor stays outside; the command gets a group of its own that its filter keeps it from leaving,
  so that one signal to the group, which the system delivers to all members as a whole, ends everything.
- "plain": the supervisor alone, for consent to no sandbox; it ends what it finds below itself.

The supervisor ends everything when the command ends, when it is told to (SIGTERM), and when its parent dies, and is
itself gone only when no process of the sandbox is left. It ends with the command's code, or 128 + the signal that
ended it, or 125 and one line on standard error where the sandbox could not be made.
"""

import contextlib
import ctypes
import marshal
import os
import resource
import signal
import sys
import types

TYPE_CHECKING = False  # typing is slow to import
if TYPE_CHECKING:
    from typing import Any

    from landlockpy import Ruleset

FAILED = 125
FAILED_PREFIX = "the sandbox could not be made: "

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_CAPBSET_DROP = 1, 22, 24
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 36, 38
_SECCOMP_MODE_FILTER = 2
_CLONE_NEWNS, _CLONE_NEWCGROUP, _CLONE_NEWUTS, _CLONE_NEWIPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
_CLONE_NEWUSER, _CLONE_NEWPID, _CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REMOUNT = 1, 2, 4, 8, 32
_MS_BIND, _MS_REC, _MS_PRIVATE, _MNT_DETACH = 4096, 16384, 1 << 18, 2
_MOUNT_ATTR_RDONLY, _MOUNT_ATTR_NOSUID, _MOUNT_ATTR_NODEV = 1, 2, 4
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
# These numbers are the same on x86-64 and arm64 (mount_setattr), or told apart (pivot_root, capset).
_MOUNT_SETATTR = 442
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAPABILITY_VERSION_3 = 0x20080522
_TMP_BYTES = 256 * 1024 * 1024
CPU_GRACE = 2  # seconds between the signal that says that processor time is up, and the end
_DEVICES = ("null", "zero", "full", "random", "urandom")

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def main() -> int:
    spec, command = marshal.loads(bytes.fromhex(sys.argv[1])), sys.argv[2:]
    try:
        if not _told_of_parent(spec["parent"], signal.SIGTERM):
            return FAILED
        with contextlib.suppress(OSError):
            _prctl(_PR_SET_CHILD_SUBREAPER, 1)
        if spec["user"] is not None and spec["writable"] is not None:
            _give_away(spec["writable"], spec["user"])
        # Until someone reads this, a request to stop waits.
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGCHLD})
        child = _fork_world(spec, command) if spec["kind"] == "namespaces" else _fork_command(spec, command)
    except (OSError, KeyError, ValueError) as error:
        return _say(error)
    return _supervise(child)


def _say(error: BaseException) -> int:
    os.write(2, f"{FAILED_PREFIX}{error}\n".encode(errors="replace"))
    return FAILED


def _supervise(child: int) -> int:
    """Wait for the command's end or a request to stop; then end everything, and wait until it is gone."""
    ended = False
    while not ended:
        if signal.sigwait({signal.SIGTERM, signal.SIGCHLD}) == signal.SIGTERM:
            break
        # The child itself is left unreaped for now, so that its number still names its group and nobody else's.
        while (dead := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is not None:
            if dead.si_pid == child:
                ended = True
                break
            os.waitpid(dead.si_pid, 0)
    with contextlib.suppress(OSError):
        os.killpg(child, signal.SIGKILL)
    code = 128 + signal.SIGKILL
    while True:
        for each in _children():
            with contextlib.suppress(OSError):
                os.kill(each, signal.SIGKILL)
        try:
            number, status = os.waitpid(-1, 0)  # those whose parent has died are ours now
        except ChildProcessError:
            return code
        if number == child:
            code = _code(status)


def _children() -> list[int]:
    try:
        with open("/proc/thread-self/children") as file:  # noqa: PTH123 (pathlib is slow to import)
            return [int(word) for word in file.read().split()]
    except OSError:
        return []


def _code(status: int) -> int:
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _told_of_parent(parent: int, by: int) -> bool:
    """Ask for a signal when the parent dies; False where it has died already. `parent` 0: outside of our view."""
    _prctl(_PR_SET_PDEATHSIG, by)
    return os.getppid() == parent


def _give_away(folder: str, user: int) -> None:
    """Let another user own a fresh private folder and what was put into it (regular files with one name only)."""
    for place, folders, files in os.walk(folder):
        os.lchown(place, user, user)
        for name in files:
            path = os.path.join(place, name)  # noqa: PTH118
            known = os.lstat(path)
            if known.st_uid == os.geteuid() and known.st_nlink == 1:
                os.lchown(path, user, user)
        folders[:] = [name for name in folders if not os.path.islink(os.path.join(place, name))]  # noqa: PTH114, PTH118


# Both kinds of worlds


def _fork_command(spec: "dict[str, Any]", command: list[str]) -> int:
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    try:
        os.setsid()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGCHLD})
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        os.chdir(spec["cwd"])
        os.umask(0o022)
        rules = _landlock(spec) if spec["kind"] == "landlock" else None
        _lose_privileges(spec["user"])
        if not _told_of_parent(parent, signal.SIGKILL):  # which a change of the user would make forgotten
            os._exit(FAILED)
        for name, value in spec["limits"].items():
            _limit(getattr(resource, name), value)
        if spec["kind"] != "plain":
            _prctl(_PR_SET_NO_NEW_PRIVS, 1)
        if rules is not None:
            rules.restrict()
        if spec["filter"] is not None:
            _seccomp(spec["filter"])
        os.execvp(command[0], command)
    except (OSError, KeyError, ValueError, AttributeError, ImportError) as error:
        _say(error)
    finally:
        os._exit(FAILED)


def _limit(what: int, value: int) -> None:
    _, hard = resource.getrlimit(what)
    most = value + CPU_GRACE if what == resource.RLIMIT_CPU else value
    if hard != resource.RLIM_INFINITY:
        value, most = min(value, hard), min(most, hard)
    resource.setrlimit(what, (value, most))


def _lose_privileges(user: int | None) -> None:
    """Give up every capability, also for programs started later; and the identity, where another is given."""
    for capability in range(64):
        with contextlib.suppress(OSError):
            _prctl(_PR_CAPBSET_DROP, capability)
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    number = _CAPSET.get(os.uname().machine)
    if number is not None:
        _check(_libc.syscall(number, header, nothing), "capset")


def _seccomp(program: bytes) -> None:
    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]

    text = Program(len(program) // 8, program)
    _check(
        _libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(text), ctypes.c_ulong(0), ctypes.c_ulong(0)),
        "seccomp",
    )


def _landlock(spec: "dict[str, Any]") -> "Ruleset":
    """Rules: nothing of the file system but what is shown, to be read, and the private folder, to be written."""
    # The library asks ctypes.util for the C library, whose search starts other programs; None is the answer for ours.
    shortcut = types.ModuleType("ctypes.util")
    shortcut.find_library = lambda name: None  # type: ignore[attr-defined]
    sys.modules["ctypes.util"] = ctypes.util = shortcut
    sys.path.append(spec["landlock"]["packages"])
    from landlockpy import AccessFS, AccessNet, Ruleset, Scope
    from landlockpy.flags import fs_for_abi, net_for_abi, scope_for_abi

    version = spec["landlock"]["version"]
    rules = Ruleset(
        handled_fs=fs_for_abi(version),
        handled_net=net_for_abi(version) & (AccessNet.BIND_TCP | AccessNet.CONNECT_TCP),
        scoped=scope_for_abi(version) & (Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL),
        best_effort=False,
    )
    read = AccessFS.READ_FILE | AccessFS.EXECUTE
    for path in spec["shown"]:
        with contextlib.suppress(FileNotFoundError):
            rules.allow_path(path, read | AccessFS.READ_DIR if os.path.isdir(path) else read)  # noqa: PTH112
    for name in _DEVICES:
        with contextlib.suppress(OSError):
            more = AccessFS.WRITE_FILE if name == "null" else AccessFS.NONE
            rules.allow_path(f"/dev/{name}", AccessFS.READ_FILE | more)
    if spec["writable"] is not None:
        rules.allow_path(spec["writable"], fs_for_abi(version) & ~(AccessFS.MAKE_CHAR | AccessFS.MAKE_BLOCK))
    return rules


# Namespaces


def _fork_world(spec: "dict[str, Any]", command: list[str]) -> int:
    user, group = os.geteuid(), os.getegid()
    flags = _CLONE_NEWNS | _CLONE_NEWPID | _CLONE_NEWNET | _CLONE_NEWIPC | _CLONE_NEWUTS | _CLONE_NEWCGROUP
    if spec["user"] is None:
        flags |= _CLONE_NEWUSER
    _check(_libc.unshare(flags), "unshare")
    if spec["user"] is None:
        for file, text in (("setgroups", "deny"), ("uid_map", f"65534 {user} 1"), ("gid_map", f"65534 {group} 1")):
            with open(f"/proc/self/{file}", "w") as stream:  # noqa: PTH123
                stream.write(text)
    child = os.fork()
    if child:
        return child
    try:
        _told_of_parent(0, signal.SIGKILL)
        os.setsid()
        _root(spec)
        # Process 1 keeps what it holds for as long as anything lives; its output belongs to the command.
        inner = _fork_command(spec, command)
        for number in (0, 1, 2):
            os.close(number)
        while True:
            ended, status = os.wait()
            if ended == inner:
                os._exit(_code(status))
    except (OSError, KeyError, ValueError) as error:
        _say(error)
    finally:
        os._exit(FAILED)


def _root(spec: "dict[str, Any]") -> None:
    """A root with nothing but what is shown, read-only; the private folder; a /tmp, /dev and /proc of its own."""
    root = spec["scratch"]
    _mount(None, "/", None, _MS_REC | _MS_PRIVATE)
    _mount("tmpfs", root, "tmpfs", _MS_NOSUID | _MS_NODEV, "size=1m,mode=755")
    bound: list[str] = []
    _folder(root + "/tmp")
    _mount("tmpfs", root + "/tmp", "tmpfs", _MS_NOSUID | _MS_NODEV, f"size={_TMP_BYTES},mode=1777")
    _folder(root + "/dev")
    for name in _DEVICES:
        if os.path.exists(f"/dev/{name}"):  # noqa: PTH110
            _bind(f"/dev/{name}", f"{root}/dev/{name}")
    for link, target in (("fd", "fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
        os.symlink(f"/proc/self/{target}", f"{root}/dev/{link}")  # noqa: PTH211
    writable = spec["writable"]
    # Outer folders first, so that an inner mount is not hidden by the one around it.
    for path in sorted({*spec["shown"], *([writable] if writable else [])}, key=lambda path: path.count("/")):
        if not os.path.exists(path):  # noqa: PTH110
            continue
        if path == writable:
            _bind(path, root + path)
            _attributes(root + path, _MOUNT_ATTR_NOSUID | _MOUNT_ATTR_NODEV)
            bound = [other for other in bound if not path.startswith(other + "/")]
        elif not any(path.startswith(other + "/") for other in bound):
            _bind(path, root + path)
            _attributes(root + path, _MOUNT_ATTR_RDONLY | _MOUNT_ATTR_NOSUID | _MOUNT_ATTR_NODEV)
            bound.append(path)
    _folder(root + "/proc")
    with contextlib.suppress(OSError):  # inside some containers a fresh /proc may not be mounted
        _mount("proc", root + "/proc", "proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC)
    _mount(None, root, None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | _MS_NODEV)
    os.chdir(root)
    _check(_libc.syscall(_PIVOT_ROOT[os.uname().machine], b".", b"."), "pivot_root")
    _check(_libc.umount2(b".", _MNT_DETACH), "umount")
    os.chdir("/")


def _bind(source: str, target: str) -> None:
    if os.path.isdir(source):  # noqa: PTH112
        _folder(target)
    elif not os.path.exists(target):  # noqa: PTH110
        _folder(os.path.dirname(target))  # noqa: PTH120
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    _mount(source, target, None, _MS_BIND | _MS_REC)


def _folder(path: str) -> None:
    os.makedirs(path, 0o755, exist_ok=True)  # noqa: PTH103


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    words = [word.encode() if word is not None else None for word in (source, target, kind, data)]
    _check(_libc.mount(words[0], words[1], words[2], ctypes.c_ulong(flags), words[3]), f"mount of {target}")


def _attributes(path: str, attributes: int) -> None:
    """Set attributes of a mount and of all mounts in it."""
    wanted = (ctypes.c_uint64 * 4)(attributes, 0, 0, 0)
    done = _libc.syscall(
        _MOUNT_SETATTR, _AT_FDCWD, path.encode(), _AT_RECURSIVE, wanted, ctypes.c_size_t(ctypes.sizeof(wanted))
    )
    _check(done, f"mount attributes of {path}")


def _prctl(what: int, value: int) -> None:
    nothing = ctypes.c_ulong(0)
    _check(_libc.prctl(what, ctypes.c_ulong(value), nothing, nothing, nothing), "prctl")


def _check(result: int, what: str) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


if __name__ == "__main__":
    sys.exit(main())
