"""A real SLURM of one node: jobs that are cancelled, hang, or need more memory come back with more, and the
controller may restart.
"""

import csv
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from conftest import EMCONVERGE, tables

PROGRAMS = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel"]
SETTINGS = """
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
MailProg=/bin/true
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
AccountingStorageType=accounting_storage/none
SchedulerParameters=batch_sched_delay=0,sched_interval=2
ReturnToService=2
KillWait=2
NodeName={host} NodeAddr=127.0.0.1 CPUs=2 RealMemory={memory}
PartitionName=main Nodes={host} Default=YES MaxTime=INFINITE State=UP DefMemPerCPU=500
"""
# Cgroups limit and count memory where the machine lets them; otherwise it is watched, once a second.
LIMITS = [
    "ProctrackType=proctrack/cgroup\nTaskPlugin=task/cgroup\nJobAcctGatherType=jobacct_gather/cgroup\n",
    "ProctrackType=proctrack/linuxproc\nTaskPlugin=task/none\nJobAcctGatherType=jobacct_gather/linux\n"
    "JobAcctGatherFrequency=task=1\nJobAcctGatherParams=OverMemoryKill\n",
]
CGROUP = (
    "CgroupPlugin=autodetect\nIgnoreSystemd=yes\nCgroupMountpoint=/sys/fs/cgroup\nCgroupAutomount=no\n"
    "ConstrainRAMSpace=yes\n"
)
# Too little memory for the first attempt, as a user may ask; otherwise conf/base.config's rules.
SITE = """
process { withName: 'REFINE_SERVALCAT' { memory = { task.attempt == 1 ? 80.MB : 3.GB * task.attempt } } }
executor { pollInterval = '500 ms'; queueStatInterval = '2 sec'; submitRateLimit = '10sec'
retry.delay = '1 sec'; retry.maxDelay = '3 sec'; exitReadTimeout = '10 sec' }
"""


class Cluster:
    """munged, slurmctld and slurmd in a folder of their own, on free ports."""

    def __init__(self, folder, limits):
        self.folder, self.processes = folder, {}
        for name in ("state", "spool"):
            (folder / name).mkdir(parents=True)
        sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
        ports = [server.getsockname()[1] for server in sockets]
        for server in sockets:
            server.close()
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20 - 500
        host = socket.gethostname().split(".")[0]
        (folder / "slurm.conf").write_text(
            SETTINGS.format(host=host, ports=ports, folder=folder, memory=memory) + limits
        )
        (folder / "cgroup.conf").write_text(CGROUP)
        (folder / "munge.key").write_bytes(os.urandom(128))
        (folder / "munge.key").chmod(0o400)
        self.env = {**os.environ, "SLURM_CONF": str(folder / "slurm.conf")}
        self.start(
            "munged",
            "--foreground",
            "--force",
            f"--socket={folder}/munge.socket",
            f"--key-file={folder}/munge.key",
            f"--pid-file={folder}/munged.pid",
            f"--seed-file={folder}/munged.seed",
            f"--log-file={folder}/munged.log",
        )
        self.start("slurmctld", "-D", "-f", f"{folder}/slurm.conf")
        self.start("slurmd", "-D", "-f", f"{folder}/slurm.conf", "-N", host)

    def start(self, program, *arguments):
        self.processes[program] = [
            subprocess.Popen([program, *arguments], env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL),
            arguments,
        ]

    def restart_controller(self):
        """As a site restarts it: it saves its state as it ends."""
        process, arguments = self.processes["slurmctld"]
        process.terminate()
        process.wait(20)
        time.sleep(4)
        self.start("slurmctld", *arguments)

    def run(self, *command):
        return subprocess.run(command, env=self.env, capture_output=True, text=True).stdout

    def works(self):
        """Whether a job comes through."""
        marker = self.folder / "ran"
        for _ in range(30):
            self.run("sbatch", "--output=/dev/null", f"--wrap=touch {marker}")
            time.sleep(1)
            if marker.exists():
                return True
            if any(process.poll() is not None for process, _ in self.processes.values()):
                return False
        return False

    def stop(self):
        self.run("scancel", "--user=root")
        for program in ("slurmd", "slurmctld", "munged"):
            process = self.processes[program][0]
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="module")
def cluster():
    missing = [program for program in PROGRAMS if not shutil.which(program)]
    if missing or os.getuid() != 0:
        pytest.skip(f"needs root and Debian's slurm-wlm and munge (missing: {', '.join(missing) or 'root'})")
    folder = Path(
        tempfile.mkdtemp(prefix="slurm", dir="/tmp")
    )  # a short path: munge's socket has one of at most 108 bytes
    try:
        for number, limits in enumerate(LIMITS):
            found = Cluster(folder / str(number), limits)
            if found.works():
                yield found
                found.stop()
                return
            found.stop()
        pytest.skip("SLURM does not start here: " + (found.folder / "slurmctld.log").read_text()[-2000:])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(condition, seconds, what):
    for _ in range(int(seconds * 4)):
        found = condition()
        if found:
            return found
        time.sleep(0.25)
    pytest.fail(f"{what} did not come within {seconds} s")


def hang_two_batches(folder):
    """Stops the first two samplers that run below this folder, as if they hung: tag and SLURM's job of each; None
    while there are fewer.
    """
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_text().split("\0")
            environment = dict(
                variable.split("=", 1) for variable in (process / "environ").read_text().split("\0") if "=" in variable
            )
        except (OSError, UnicodeDecodeError):
            continue
        if (
            any(word.endswith("sample_openmm.py") for word in command)
            and "--seeds" in command
            and str(folder) in environment.get("SLURM_SUBMIT_DIR", "")
        ):
            os.kill(int(process.name), signal.SIGSTOP)
            found[f"example {command[command.index('--seeds') + 1]}"] = (
                f"{environment['SLURM_ARRAY_JOB_ID']}_{environment['SLURM_ARRAY_TASK_ID']}"
            )
    return sorted(found.items()) if len(found) == 2 else None


@pytest.fixture(scope="module")
def run(cluster, demo, tmp_path_factory):
    """The demo through SLURM, with what can go wrong."""
    folder = tmp_path_factory.mktemp("slurm")
    (folder / "site.config").write_text(SITE)
    with (folder / "output").open("w") as output:
        process = subprocess.Popen(
            [EMCONVERGE, "demo", "-profile", "slurm", "-c", folder / "site.config"],
            cwd=folder,
            env=cluster.env,
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    try:
        (late, late_job), (cancelled, cancelled_job) = wait_for(lambda: hang_two_batches(folder), 600, "two batches")
        cluster.run("scontrol", "update", f"JobId={late_job}", "TimeLimit=1")
        cluster.run("scancel", cancelled_job)
        cluster.restart_controller()
        assert process.wait(900) == 0, (folder / "output").read_text()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(60)
    with (folder / "emconverge-demo" / "results" / "pipeline_info" / "trace.tsv").open(newline="") as stream:
        return {
            "results": folder / "emconverge-demo" / "results",
            "output": (folder / "output").read_text(),
            "late": late,
            "cancelled": cancelled,
            "trace": list(csv.DictReader(stream, delimiter="\t")),
        }


def test_the_tables_are_those_of_a_run_without_slurm(run, demo):
    assert tables(run["results"]) == tables(demo.folder / "results")


@pytest.mark.parametrize("process, size", [("ANNEAL", 4), ("REFINE_SERVALCAT", 6)])
def test_batches_and_refinements_are_job_arrays(run, process, size):
    jobs = [
        row["native_id"].split("_")
        for row in run["trace"]
        if row["process"].endswith(process) and row["attempt"] == "1"
    ]
    assert len({array for array, _ in jobs}) == 1 and sorted(int(index) for _, index in jobs) == list(range(size))


@pytest.mark.parametrize(
    "process, which, resource, first, second",
    [
        ("ANNEAL", "late", "time", "8h", "16h"),
        ("ANNEAL", "cancelled", "memory", "2 GB", "4 GB"),
        ("REFINE_SERVALCAT", "any", "memory", "80 MB", "6 GB"),
    ],
    ids=["time limit", "scancel", "memory limit"],
)
def test_a_killed_job_comes_back_with_more(run, process, which, resource, first, second):
    rows = [row for row in run["trace"] if row["process"].endswith(process)]
    tags = {run[which]} if which in run else {row["tag"] for row in rows}
    for tag in tags:
        attempts = sorted((row["attempt"], row["status"], row[resource]) for row in rows if row["tag"] == tag)
        assert attempts == [("1", "FAILED", first), ("2", "COMPLETED", second)]


def test_the_controller_lost_nothing(run):
    completed = [
        row["tag"] for row in run["trace"] if row["process"].endswith("ANNEAL") and row["status"] == "COMPLETED"
    ]
    assert sorted(completed) == ["example 1-3", "example 10-12", "example 4-6", "example 7-9"]


def test_the_log_counts_the_models_of_job_arrays(run):
    """Those of the jobs that came back are not lost."""
    lines = run["output"].splitlines()
    assert {"example: sampled 12 of 12", "example: judged 12 of 12", "example: refined 6 of 6"} <= set(lines)
