"""The wheel: both packages with the tables that ship, and the files of the browser inside.

``make wheel`` builds it and tries it. The rest of what is said of the package is in
``pyproject.toml``.
"""

from pathlib import Path

from setuptools import find_namespace_packages, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
#: Read by gunicorn in the repository by its name; beside the package it is named.
CONFIGURATION = "gunicorn.conf.py"


def chosen(name: str) -> list[str]:
    """What a file of requirements asks itself."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and line[0] not in "#-"]


class WithConfiguration(build_py):
    """Copies the packages, and how gunicorn serves them."""

    def run(self) -> None:
        super().run()
        self.copy_file(HERE / CONFIGURATION, Path(self.build_lib) / "dashboard" / CONFIGURATION)


setup(
    packages=[
        *find_namespace_packages(include=["dashboard*", "geodata*"], exclude=["*__pycache__*"]),
        "dashboard.assets",
    ],
    package_dir={"dashboard.assets": "assets"},
    # What is told below, and nothing that a version control or an earlier build says.
    include_package_data=False,
    package_data={"": ["*.*", "**/*.*"]},
    exclude_package_data={"": ["*.pyc", "**/*.pyc"]},
    install_requires=chosen("requirements.in"),
    extras_require={"build": chosen("requirements-build.in")},
    cmdclass={"build_py": WithConfiguration},
)
