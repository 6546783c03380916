"""Names the machine that a measurement was taken on."""


def cpu():
    with open("/proc/cpuinfo", encoding="ascii") as file:
        facts = dict(line.split(":", 1) for line in file if ":" in line)
    facts = {name.strip(): value.strip() for name, value in facts.items()}
    return f"{facts['model name']} (family {facts['cpu family']}, model {facts['model']})"


def load_average():
    """The load average of the last minute, as text."""
    with open("/proc/loadavg", encoding="ascii") as file:
        return file.read().split()[0]
