"""`QTest` as it is: the types that PyQt6 6.11 ships forget that its functions are static."""

from __future__ import annotations

from typing import Any

import PyQt6.QtTest

QTest: Any = PyQt6.QtTest.QTest
