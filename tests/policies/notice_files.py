"""A small correct notice as text, for tests that put one mistake into it."""

from pathlib import Path

from assistant.policies import Policies, load_policies

NOTICE = """
id = "made-up"
title = { zh = "试验文件", en = "Made-up notice" }
number = "试〔2025〕1号"
region = "440000"
region_label = { zh = "广东", en = "Guangdong" }
issued = 2025-03-01
issuers = ["某省人社厅"]
year = 2025

[program.stabilization_refund]
term = { section = "一", first = 2025-01-01, last = 2025-12-31 }

[[program.stabilization_refund.condition]]
use = "organisation"
section = "一"

[[program.stabilization_refund.condition]]
use = "months_paid"
section = "二"
min_months = 12

[[program.stabilization_refund.figure]]
use = "refund"
id = "refund_fen"
section = "三"
percent = { large = 30, medium = 60, small = 60, micro = 60 }
fixed = true
dispatch = "not_stated"

[[program.stabilization_refund.caveat]]
id = "size"
text = { zh = "以划型为准", en = "By size class" }
when.facts = { size_class = "large" }

[[program.stabilization_refund.deadline]]
id = "apply"
act = { zh = "提交申请", en = "Apply" }
section = "四"
on = 2025-12-31
"""


def write(folder: Path, text: str, name: str = "made-up.toml") -> Path:
    """Write one notice's file."""
    (folder / name).write_text(text, "utf-8")
    return folder


def load(folder: Path, text: str) -> Policies:
    """Load a folder that holds this one notice."""
    return load_policies(write(folder, text))


def another(notice_id: str, **head: str) -> str:
    """The notice under another id, with other values (as TOML writes them) for keys at its head."""
    text = NOTICE.replace('id = "made-up"', f'id = "{notice_id}"')
    for key, value in head.items():
        lines = [line if not line.startswith(f"{key} =") else f"{key} = {value}" for line in text.splitlines()]
        text = "\n".join(lines)
    return text
