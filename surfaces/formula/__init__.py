"""Formulas of two variables: one checked tree, and everything that is made of it."""

from __future__ import annotations

from surfaces.formula.array_code import NUMPY, ArrayFunctions
from surfaces.formula.error import FormulaError
from surfaces.formula.formula import Formula
from surfaces.formula.scalar_code import ScalarCode, ScalarDtype

__all__ = ["NUMPY", "ArrayFunctions", "Formula", "FormulaError", "ScalarCode", "ScalarDtype"]
