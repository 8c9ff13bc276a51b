"""Starts `assistant worker` processes quickly: everything is imported once, and each worker is a fork of this process.

Reads lines from its input, each the arguments of one worker; answers with the process id. What a worker does is what the command
does, in a process of its own that can be killed; only the seconds of importing are spared.
"""

import os
import signal
import sys

import assistant.campaigns.working
import assistant.cli
import assistant.sms.configured
import assistant.sms.twilio
from assistant.policies import shipped_policies


def main() -> None:
    """Fork workers until the input ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that are killed
    shipped_policies()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(2, 1)
            assistant.cli.main(["worker", *line.split()])
        print(pid, flush=True)


if __name__ == "__main__":
    main()
