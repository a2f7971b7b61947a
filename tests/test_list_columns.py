"""The columns of `thalweg list`."""

from __future__ import annotations

from app.cli import main
from app.engine.optimizers import OPTIMIZERS
from app.engine.value_text import value_text
from app.i18n import tr


def test_a_long_default_does_not_touch_its_sentence(capsys) -> None:
    main(["list", "optimizers"])
    lines = capsys.readouterr().out.splitlines()

    for optimizer in OPTIMIZERS:
        for each in optimizer.hyperparameters:
            value, sentence = f"{each.name}={value_text(each.default)}", tr(each.sentence)
            assert any(line.startswith(f"  {value} ") and line.endswith(f" {sentence}") for line in lines), (
                f"{optimizer.name} {value}"
            )
