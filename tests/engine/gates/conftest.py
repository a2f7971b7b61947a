"""Torch takes four rows as the worker does: by one thread, as several wait for each other ten times as long."""

from __future__ import annotations

import pytest
import torch


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> None:
    torch.set_num_threads(1)
