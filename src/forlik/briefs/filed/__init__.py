"""What briefs on the file of an engagement share: a promise, an act, what ends and what is owed, each as one line."""

from forlik.briefs.filed.lines import act_line, clock_line, debt_line, due_line, promise_line, without_day

__all__ = ["act_line", "clock_line", "debt_line", "due_line", "promise_line", "without_day"]
