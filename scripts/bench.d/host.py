"""Names the machine that a measurement was taken on."""

WIDEST = (("avx512f", "AVX-512"), ("avx2", "AVX2"))


def cpu():
    with open("/proc/cpuinfo", encoding="ascii") as file:
        facts = dict(line.split(":", 1) for line in file if ":" in line)
    facts = {name.strip(): value.strip() for name, value in facts.items()}
    flags = facts["flags"].split()
    widest = next((name for flag, name in WIDEST if flag in flags), "SSE")
    return f"{facts['model name']} (family {facts['cpu family']}, model {facts['model']}, {widest})"


def load_average():
    """The load average of the last minute, as text."""
    with open("/proc/loadavg", encoding="ascii") as file:
        return file.read().split()[0]
