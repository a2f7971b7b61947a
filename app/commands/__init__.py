"""The commands of the command line: one file each, and one line here."""

from __future__ import annotations

from app.commands.gate_command import GATE
from app.commands.list_command import LIST
from app.commands.render_command import RENDER
from app.commands.run_command import RUN
from app.commands.script_command import SCRIPT
from app.commands.welcome_command import WELCOME_COMMAND

COMMANDS = (RUN, GATE, RENDER, SCRIPT, LIST, WELCOME_COMMAND)
