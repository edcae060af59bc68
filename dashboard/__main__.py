"""The command of the installed package: ``techniek-dichtbij serve``, and all of ``geodata``."""

import os
import sys
from pathlib import Path

from dashboard.settings import settings_or_exit
from geodata.__main__ import COMMANDS
from geodata.__main__ import main as of_tables

SERVE = "serve"
HELP = f"""\
usage: techniek-dichtbij COMMAND …

  {SERVE}  the dashboard, by gunicorn; what stands behind it is for gunicorn
"""


def configuration() -> Path:
    """How gunicorn serves: in the installed package itself, in the repository beside it."""
    here = Path(__file__).parent
    within = here / "gunicorn.conf.py"
    return within if within.is_file() else here.parent / within.name


def serve(arguments: list[str]) -> None:
    """Become gunicorn, which listens where the settings say; its own arguments say it last."""
    settings = settings_or_exit()
    command = [sys.executable, "-m", "gunicorn", "dashboard.server:server"]
    command += ["--config", str(configuration()), "--bind", f"{settings.host}:{settings.port}"]
    print(f"Techniek Dichtbij: http://{settings.host}:{settings.port}{settings.script_name}/")
    sys.stdout.flush()
    os.execv(sys.executable, [*command, *arguments])


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == [SERVE]:
        serve(arguments[1:])
    if not arguments or arguments[0] in ("-h", "--help"):
        width = max(map(len, COMMANDS))
        lines = (f"  {name:{width}}  {line}\n" for name, line in COMMANDS.items())
        print(HELP.replace(SERVE + "  ", f"{SERVE:{width}}  ") + "".join(lines), end="")
        return 0
    return of_tables(arguments)


if __name__ == "__main__":
    sys.exit(main())
