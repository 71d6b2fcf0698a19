"""Telegram clients beside each other on the same emulated Telegram, in alternation; run.sh prepares, --help shows the options.

Every client says "begin" when it is about to fetch and "end" when its files are whole: wall and processor time are taken between the two, from outside
(/proc), for the client's process only; the processor time of the whole process comes beside it. The files of every run are counted and hashed and must be
the same whatever client fetched them.
"""
import argparse, hashlib, json, os, pathlib, platform, shutil, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
MIB = 1 << 20
# Names, what is in them, and how many files each client fetches at once.
CASES = {
    "large": {"chats": {"large": ("document", 4, 64 * MIB), "photos": ("photo", 16, 100_000)}, "tgp": 16, "mtcute": 4, "tdlib": 20},
    "small": {"chats": {"small": ("document", 2000, 90_000)}, "tgp": 64, "mtcute": 16, "tdlib": 64},
}
TICK = os.sysconf("SC_CLK_TCK")


class Service:
    """The emulated Telegram, in a process of its own."""

    def __init__(self, tgp, work, case, latency):
        chats = "\n".join(
            f"  - {{ title: {name}, username: {name}, messages: {count + 1}, media: [{kind}], minimum_file_bytes: {size}, maximum_file_bytes: {size}, data_centre: 2 }}"
            for name, (kind, count, size) in CASES[case]["chats"].items())
        (work / "scenario.yaml").write_text(f'accounts: [{{ phone: "491700000001" }}]\nchats:\n{chats}\nfaults: {{ latency_milliseconds: {latency} }}\n')
        self.process = subprocess.Popen([tgp, "sandbox", "--scenario", work / "scenario.yaml", "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.variables = json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def tgp_command(options, work, variables, case, into, client):
    files = options.parallel or CASES[case][client]
    (work / "one.yaml").write_text(f"""name: one
source:
  use: telegram
  with:
    accounts: [main]
    chats: {json.dumps(["@" + name for name in CASES[case]["chats"]])}
    at_once: {{ files: {files}, large: {min(files, 4)}, connections: 8 }}
    server: {{ address: "${{SANDBOX_TELEGRAM}}", key: "${{SANDBOX_TELEGRAM_KEY}}", phones: "${{SANDBOX_TELEGRAM_PHONES}}", code: "${{SANDBOX_TELEGRAM_CODE}}" }}
path: "{{item.Chat}}-{{item.MessageId}}{{item.Extension}}"
sinks: [{{ use: filesystem, with: {{ root: "{into}" }} }}]
""")
    return [options.tgp, "run", work / "one.yaml", "--json"], variables


def peer_command(options, work, variables, case, into, client):
    dc, address = variables["SANDBOX_TELEGRAM"].split("@")
    task = {
        "host": address.rsplit(":", 1)[0], "port": int(address.rsplit(":", 1)[1]), "dataCentre": int(dc), "publicKeyPem": variables["SANDBOX_TELEGRAM_KEY"],
        "socksPort": int(variables["SANDBOX_TELEGRAM_SOCKS5"].rsplit(":", 1)[1]), "phone": variables["SANDBOX_TELEGRAM_PHONE"], "code": variables["SANDBOX_TELEGRAM_CODE"],
        "chats": list(CASES[case]["chats"]), "parallel": options.parallel or CASES[case][client], "folder": str(into.parent), "into": str(into),
    }
    (work / "task.json").write_text(json.dumps(task))
    return ["node", HERE / f"{client}.mjs", work / "task.json"], {"TGP_FOREIGN_CLIENTS": options.foreign}


CLIENTS = {"tgp": tgp_command, "mtcute": peer_command, "tdlib": peer_command}


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def measure(options, folder, variables, case, client):
    """One run: seconds of wall and processor between begin and end, of processor in all, and what was fetched."""
    work = pathlib.Path(tempfile.mkdtemp(dir=folder))
    into = work / "out"
    into.mkdir()
    os.sync()  # nobody flushes what another left
    command, environment = CLIENTS[client](options, work, variables, case, into, client)
    with open(work / "errors", "w") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=os.environ | environment, bufsize=0)
    begin = end = None
    # What is looked for begins a line, and no more is done with the others.
    for line in process.stdout:
        if begin is None and (b'"begin"' in line or b'"item_claimed"' in line): begin = (time.monotonic(), processor_seconds(process.pid))
        elif b'"end"' in line or b'"run_ended"' in line: end = (time.monotonic(), processor_seconds(process.pid))
    _, status, used = os.wait4(process.pid, 0)
    if status != 0 or begin is None or end is None: raise SystemExit(f"{client} failed:\n{(work / 'errors').read_text()}")
    # TDLib keeps what it fetched in folders of its own; beside photos it keeps nothing else there.
    folder = work / "files" if client == "tdlib" else into
    found = sorted((file.stat().st_size, hashlib.sha256(file.read_bytes()).hexdigest()) for file in folder.rglob("*") if file.is_file())
    return {"wall": end[0] - begin[0], "cpu": end[1] - begin[1], "whole_cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024}, found


def table(rows, clients, size):
    lines = ["| client | MB/s | MB per CPU-second | and with its start | peak MiB |", "| --- | ---: | ---: | ---: | ---: |"]
    median = {client: {key: statistics.median(row[key] for row in rows[client]) for key in rows[client][0]} for client in clients}
    for client, one in median.items():
        lines.append(f"| {client} | {size / one['wall']:.0f} | {size / one['cpu']:.0f} | {size / one['whole_cpu']:.0f} | {one['memory']:.0f} |")
    peers = [client for client in clients if client != "tgp"]
    if "tgp" in median and peers:
        best = {key: min(median[peer][key] for peer in peers) for key in ("wall", "cpu", "whole_cpu")}
        lines.append("| tgp, times the best other | " + " | ".join(f"{best[key] / median['tgp'][key]:.1f}" for key in best) + " | |")
    return lines


def about(options):
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    commit = subprocess.run(["git", "-C", HERE, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    return f"{time.strftime('%Y-%m-%d')}, commit {commit}, {os.cpu_count()} x {processor}, medians of {options.rounds}, load before {os.getloadavg()[0]:.1f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tgp", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--service", help="another tgp for the emulated Telegram than the one that is measured")
    parser.add_argument("--foreign", default="", help=argparse.SUPPRESS)
    parser.add_argument("--work", default="/var/tmp", help="folder the files go to")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--case", choices=CASES, action="append", help="all of them without it")
    parser.add_argument("--latency", type=int, action="append", help="milliseconds added to every answer; 0 and 60 without it")
    parser.add_argument("--client", choices=CLIENTS, action="append", help="all of them without it")
    parser.add_argument("--parallel", type=int, help="files at once of every client, instead of each one's own")
    parser.add_argument("--quick", action="store_true", help="one round")
    parser.add_argument("--keep", action="store_true", help="put the tables into perf/results/telegram-CASE.md")
    options = parser.parse_args()
    if options.quick: options.rounds = 1
    clients = options.client or ["tgp", "mtcute", "tdlib"]
    for case in options.case or CASES:
        report = ["# Telegram clients beside each other", "", about(options) + ". How: perf/README.md."]
        for latency in options.latency or [0, 60]:
            rows, right = {client: [] for client in clients}, None
            folder = pathlib.Path(tempfile.mkdtemp(prefix="tgp-telegram-", dir=options.work))
            with Service(options.service or options.tgp, folder, case, latency) as service:
                for round_ in range(options.rounds):
                    for client in clients[round_ % len(clients):] + clients[:round_ % len(clients)]:
                        row, found = measure(options, folder, service.variables, case, client)
                        rows[client].append(row)
                        print(f"{case} +{latency} ms {client}: {row['wall']:.2f} s, processor {row['cpu']:.2f} s, with start {row['whole_cpu']:.2f} s", file=sys.stderr)
                        right = right or found
                        if found != right or len(found) != sum(count for _, count, _ in CASES[case]["chats"].values()): raise SystemExit(f"{client} fetched {len(found)} files, not those of the others")
            shutil.rmtree(folder)
            time.sleep(6)  # ext4 walks past every inode that was freed in the last five seconds, and would charge the next run for it
            size = sum(length for length, _ in right) / 1e6
            report += ["", f"## {case}, {size:.0f} MB in {len(right)} files, +{latency} ms", "", *table(rows, clients, size)]
            print("\n".join(report[-len(table(rows, clients, size)) - 2:]))
        if options.keep: (HERE.parent / "results" / f"telegram-{case}.md").write_text("\n".join(report) + "\n")


main()
