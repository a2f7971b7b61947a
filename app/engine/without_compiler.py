"""Keeps torch's compiler out: building an optimizer loads it, more than a second of work, and nothing is compiled."""

from __future__ import annotations

import inspect

import torch


def leave_out_the_compiler() -> None:
    """Optimizers are built by torch's own code from now on, without the wrapper that hides it from the compiler."""
    optimizer = torch.optim.Optimizer
    optimizer.add_param_group = inspect.unwrap(optimizer.add_param_group)  # type: ignore[method-assign]
