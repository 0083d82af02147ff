"""GitHub's runner as far as a composite action needs it: expressions, steps with their environment,
the files that steps write to, and the commands that are read from a log."""
import os
from pathlib import Path
import re
import subprocess

import yaml

KINDS = ("error", "warning", "notice")
TOKEN = re.compile(r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<word>[A-Za-z_][\w.-]*)|(?P<op>&&|\|\||==|!=|[!()]))")


class Expression:
    """What ${{ ... }} comes to: names, texts, ! && || == != and parentheses, as the runner has it."""

    def __init__(self, text, context):
        self.tokens, at = [], 0
        text = text.strip()
        while at < len(text):
            found = TOKEN.match(text, at)
            assert found, f"an expression that this runner does not know: {text}"
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.context = context

    def take(self, *wanted):
        if self.tokens and self.tokens[0][0] == "op" and self.tokens[0][1] in wanted:
            return self.tokens.pop(0)[1]
        return None

    def value(self):
        left = self.both()
        while self.take("||"):
            right = self.both()
            left = left or right
        return left

    def both(self):
        left = self.compared()
        while self.take("&&"):
            right = self.compared()
            left = left and right
        return left

    def compared(self):
        left = self.single()
        while True:
            sign = self.take("==", "!=")
            if not sign:
                return left
            right = self.single()
            left = (left == right) == (sign == "==")

    def single(self):
        if self.take("!"):
            return not self.single()
        if self.take("("):
            inside = self.value()
            assert self.take(")")
            return inside
        kind, text = self.tokens.pop(0)
        if kind == "text":
            return text[1:-1].replace("''", "'")
        if self.take("("):
            assert self.take(")") and text in ("cancelled", "success", "always")
            return self.context.get("call", {}).get(text, text != "cancelled")
        found = self.context
        for part in text.split("."):
            found = found.get(part, "") if isinstance(found, dict) else ""
        return found


def resolve(text, context):
    """A value of a workflow file, with each ${{ }} replaced."""
    def replace(found):
        value = Expression(found[1], context).value()
        return {True: "true", False: "false", None: ""}.get(value, str(value))
    return re.sub(r"\$\{\{(.*?)\}\}", replace, str(text), flags=re.S)


def read_pairs(path):
    """Of GITHUB_OUTPUT; no step here writes more than one line of a value."""
    pairs = {}
    for line in path.read_text().splitlines():
        name, sign, value = line.partition("=")
        assert sign and "<<" not in name, line
        pairs[name] = value
    return pairs


class Result:
    """What a job sees of an action that ran."""

    def __init__(self):
        self.status, self.log, self.errors, self.summary, self.steps = 0, "", "", "", {}
        self.outputs = {}


def run_action(folder, inputs, github, environment, temporary):
    """Run the steps of folder/action.yml one after the other, in a shell of their own each."""
    action = yaml.safe_load((folder / "action.yml").read_text())
    given = {name: str(inputs.get(name, field.get("default", "")))
             for name, field in action["inputs"].items()}
    assert set(inputs) <= set(given), f"unknown inputs: {set(inputs) - set(given)}"
    context = {"github": github, "inputs": given, "steps": {}}
    context["inputs"] = {name: resolve(value, context) for name, value in given.items()}
    result = Result()
    for number, step in enumerate(action["runs"]["steps"]):
        failed = result.status != 0
        context["call"] = {"success": not failed, "cancelled": False, "always": True}
        condition = str(step.get("if", "success()")).removeprefix("${{").removesuffix("}}")
        if failed and not re.search(r"(always|cancelled|failure)\(\)", condition):
            continue
        if not Expression(condition, context).value():
            continue
        files = {name: temporary / f"{name}-{number}" for name in ("output", "path", "step_summary")}
        for path in files.values():
            path.write_bytes(b"")
        values = {**environment, "GITHUB_ACTION_PATH": str(folder)}
        for name, text in step.get("env", {}).items():
            values[name] = resolve(text, context)
        for name, path in files.items():
            values[f"GITHUB_{name.upper()}"] = str(path)
        assert step["shell"] == "bash" and "${{" not in step["run"], "a step that is made of inputs"
        script = temporary / f"step-{number}.sh"
        script.write_text(step["run"])
        done = subprocess.run(["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
                              cwd=environment.get("GITHUB_WORKSPACE", temporary), env=values,
                              capture_output=True, check=False)
        result.log += done.stdout.decode("utf-8")
        result.errors += done.stderr.decode("utf-8")
        result.summary += files["step_summary"].read_text()
        result.status = result.status or done.returncode
        if "id" in step:
            context["steps"][step["id"]] = {"outputs": read_pairs(files["output"])}
    result.steps = context["steps"]
    result.outputs = {name: resolve(field["value"], context)
                      for name, field in action.get("outputs", {}).items()}
    return result


def decode(text, names):
    for code, char in names:
        text = text.replace(code, char)
    return text


DATA = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
PROPERTY = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]


def commands(log):
    """Every workflow command of a log: (name, properties, message), of both forms."""
    found = []
    for line in re.split(r"\r\n|\r|\n", log):
        new = re.match(r"::([\w-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)", line.lstrip())
        old = re.search(r"##\[([^\]]*)\](.*)", line)
        if new:
            fields = dict(part.split("=", 1) for part in (new[2] or "").split(",") if "=" in part)
            found.append((new[1], {name: decode(value, PROPERTY) for name, value in fields.items()},
                          decode(new[3], DATA)))
        elif old:
            found.append((old[1], {}, old[2]))
    return found


def annotations(log):
    """(kind, file, line, rule) of the annotations that GitHub shows: ten of a kind."""
    left = dict.fromkeys(KINDS, 10)
    shown = []
    for name, fields, _ in commands(log):
        if name in KINDS and "file" in fields and left[name]:
            left[name] -= 1
            rule = fields["title"].removeprefix("curlint ").split(" ")[0]
            shown.append((name, fields["file"], int(fields["line"]), rule))
    return sorted(shown)


def environment_of(workspace, temporary, **more):
    """What the runner gives to every step, and of this machine no more than the program needs."""
    keep = {name: os.environ[name] for name in ("PATH", "LC_ALL", "LSAN_OPTIONS") if name in os.environ}
    return {**keep, "HOME": str(temporary), "CI": "true", "GITHUB_ACTIONS": "true",
            "RUNNER_OS": "Linux", "RUNNER_ARCH": "X64", "RUNNER_TEMP": str(temporary),
            "GITHUB_WORKSPACE": str(workspace), "GITHUB_REPOSITORY": "o/list",
            "GITHUB_SERVER_URL": "https://github.com", "GITHUB_API_URL": "https://api.github.com",
            "GITHUB_RUN_ID": "1", "SOURCE_DATE_EPOCH": "1780272000", **more}


def on_path(temporary, curlint):
    """A folder to put in front of the PATH that holds the program as curlint."""
    folder = Path(temporary) / "bin"
    folder.mkdir(exist_ok=True)
    if not (folder / "curlint").exists():
        (folder / "curlint").symlink_to(Path(curlint).resolve())
    return folder
