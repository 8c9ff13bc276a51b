"""“哪一个适合我”: two short programs that suggest which interview to take. They rest on no notice and decide nothing."""

from assistant.rules.registry import program
from assistant.rules.start import firm, worker

program(worker.PROGRAM)
program(firm.PROGRAM)

__all__ = ["firm", "worker"]
