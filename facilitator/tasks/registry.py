"""The one list of tasks: a name, and a function that takes JSON and returns JSON.

A running server offers it at /admin/command; without a server the command line calls it itself.
"""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ConfigDict, ValidationError, validate_call

from facilitator.access import Access
from facilitator.tasks import files, machine, rehearsing, workshops
from facilitator.tasks.passcode import make_reset
from worksheets.errors import BadInput, NoSuchThing

Task = Callable[..., Mapping[str, Any]]

TASKS: dict[str, Task] = {
    "ping": machine.ping,
    "new": workshops.new,
    "list": workshops.list_all,
    "show": workshops.show,
    "steps": workshops.list_steps,
    "go": workshops.go,
    "delete": workshops.delete,
    "export": files.export,
    "import": files.import_file,
    "backup": machine.back_up,
    "check": machine.check,
    "rehearsal-facts": rehearsing.tell_facts,
    "rehearsal-teams": rehearsing.tell_teams,
    "rehearsal-answers": rehearsing.tell_answers,
    "rehearsal-result": rehearsing.show_result,
    "rehearsal-plenary": rehearsing.fill_plenary,
}


def make_run(access: Access) -> Callable[[str, dict[str, Any]], Mapping[str, Any]]:
    """Make the function that runs a task by name; `access` is needed for a new passcode."""
    tasks = {**TASKS, "reset-passcode": make_reset(access)}
    checked = {
        name: validate_call(config=ConfigDict(arbitrary_types_allowed=True))(task)
        for name, task in tasks.items()
    }

    def run(name: str, arguments: dict[str, Any]) -> Mapping[str, Any]:
        if name not in checked:
            raise NoSuchThing(f"命令「{name}」")
        try:
            return checked[name](**arguments)
        except ValidationError as problem:
            raise BadInput(
                f"命令「{name}」の指定が正しくありません({_list_names(problem)})。"
            ) from problem

    return run


def _list_names(problem: ValidationError) -> str:
    return "、".join(dict.fromkeys(str(error["loc"][0]) for error in problem.errors()))
