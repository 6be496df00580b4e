"""The filter of system calls, compiled by `seccompy`: what no Lean process needs and a hostile one could use.

Beside the network it closes what counts for no limit (memory files, shared segments), what acts on other processes
or on the system, and the ways into the kernel that were often found to be broken.
"""

from __future__ import annotations

import errno
import functools
import hashlib
import importlib.util
import os
import struct
import threading
from pathlib import Path

from prover_bridge.launcher import cache_folder

_NETWORK = "socket connect bind listen accept accept4"
_KERNEL = (
    "io_uring_setup io_uring_enter io_uring_register bpf perf_event_open userfaultfd keyctl add_key request_key "
    "mount umount2 pivot_root chroot move_mount open_tree fsopen fsconfig fsmount fspick mount_setattr unshare setns "
    "swapon swapoff reboot kexec_load kexec_file_load init_module finit_module delete_module open_by_handle_at "
    "name_to_handle_at acct quotactl quotactl_fd settimeofday clock_settime clock_adjtime adjtimex sethostname "
    "setdomainname syslog vhangup iopl ioperm fanotify_init"
)
_OTHER_PROCESSES = "ptrace process_vm_readv process_vm_writev process_madvise kcmp pidfd_getfd move_pages migrate_pages"
_UNCOUNTED_MEMORY = "memfd_create memfd_secret shmget msgget semget mq_open"
# Where nothing but the filter and Landlock stands between a process and its user's other files and processes.
_FILE_FACTS = (
    "chmod fchmod fchmodat fchmodat2 chown lchown fchown fchownat setxattr lsetxattr fsetxattr setxattrat removexattr "
    "lremovexattr fremovexattr removexattrat file_setattr utime utimes futimesat utimensat"
)
_SIGNALS = "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal"
_OF_A_PROCESS = "prlimit64 sched_setaffinity sched_setscheduler sched_setparam sched_setattr"
_CLONE_NEW = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)
_IOCTL = (0x5412, 0x541C, 0x40086602, 0x401C5820)  # typing into a terminal (two ways), a file's flags (two ways)
_O_TRUNC, _O_ACCMODE = 0o1000, 0o3
_SOCK_STREAM, _SOCK_TYPE = 1, 0xF


def missing() -> str | None:
    """Why no filter can be had here, or None."""
    try:
        file()
    except (ImportError, OSError, NotImplementedError) as error:
        return f"the library seccompy does not work here ({error})"
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return None
    return None if "\nSeccomp:" in status else "this kernel has no filters of system calls"


def program(*, alone: bool = False, landlock: int = 0) -> bytes:
    """The filter as the kernel takes it (8 bytes an instruction).

    alone: without namespaces, so that a process must also be kept in its group and from the facts of other files.
    landlock: the version that then stands beside it; the filter closes what an older one leaves open.

    Raises ImportError or OSError where this machine has no filters that we can write.
    """
    return file(alone=alone, landlock=landlock).read_bytes()


@functools.cache
def file(*, alone: bool = False, landlock: int = 0) -> Path:
    """The same as a file in the cache, compiled once, since loading the library takes longer than starting Lean."""
    spec = importlib.util.find_spec("seccompy")
    if spec is None or spec.origin is None:
        raise ImportError("not installed")
    # A version of the library and of this text, for this machine.
    known = (Path(__file__).read_text(), spec.origin, Path(spec.origin).stat().st_mtime_ns, os.uname().machine)
    key = hashlib.sha256(repr((known, alone, landlock)).encode()).hexdigest()
    path = cache_folder() / "sandbox" / f"filter-{key[:24]}.bpf"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
        fresh.write_bytes(_compiled(alone, landlock))
        fresh.replace(path)
    return path


def _compiled(alone: bool, landlock: int) -> bytes:
    from seccompy import CmpOp, Filter

    filter_ = Filter()

    def deny(names: str, error: int = errno.EPERM, args: list[tuple[int, int, int, int]] | None = None) -> None:
        for name in names.split():
            try:
                filter_.errno(name, error, args=args)
            except ValueError:  # this machine has no such call
                continue

    def where(argument: int, mask: int, value: int) -> list[tuple[int, int, int, int]]:
        return [(argument, CmpOp.MASKED_EQ, value, mask)]

    # A pair of connected streams reaches nobody else; a pair of datagram sockets can be sent to any address.
    filter_.allow("socketpair", args=where(1, _SOCK_TYPE, _SOCK_STREAM))
    deny("socketpair")
    for names in (_NETWORK, _KERNEL, _OTHER_PROCESSES, _UNCOUNTED_MEMORY):
        deny(names)
    deny("clone3", errno.ENOSYS)  # whose flags a filter cannot see; the C library then uses clone
    for flag in _CLONE_NEW:
        deny("clone", args=where(0, flag, flag))
    for request in _IOCTL:
        deny("ioctl", args=where(1, 0xFFFFFFFF, request))
    if alone:
        # Answered as done: Lean's server wants a session of its own for each worker, and stops without.
        deny("setsid setpgid", 0)
        deny(_FILE_FACTS)
        for name in _OF_A_PROCESS.split():
            filter_.allow(name, args={0: 0})
            deny(name)
        deny("setpriority ioprio_set")
        if landlock < 6:
            deny(_SIGNALS)
        if landlock < 3:
            deny("truncate")
            deny("openat2", errno.ENOSYS)
            deny("open", args=where(1, _O_TRUNC | _O_ACCMODE, _O_TRUNC))
            deny("openat", args=where(2, _O_TRUNC | _O_ACCMODE, _O_TRUNC))
    return _without_x32() + filter_.program


def _without_x32() -> bytes:
    """Instructions ahead of the others: calls of the x32 interface have numbers of their own, and do not exist here."""
    load, jump_if_at_least, answer = 0x20, 0x35, 0x06
    no_such_call = 0x00050000 | errno.ENOSYS
    return b"".join(
        struct.pack("<HBBI", *each)
        for each in ((load, 0, 0, 0), (jump_if_at_least, 0, 1, 0x40000000), (answer, 0, 0, no_such_call))
    )
