"""Random formulas, as text."""

from __future__ import annotations

from hypothesis import strategies as st

from surfaces.formula.nodes import FUNCTIONS

_NUMBERS = ["0.5", "2", "3", "1.25", "10", "0.1", "pi", "e"]
_VALUES = st.sampled_from(["x", "y", "x", "y", *_NUMBERS])


def _either(strategies: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[str]:
    return st.one_of(*strategies.values())


def _arithmetic(inner: st.SearchStrategy[str]) -> dict[str, st.SearchStrategy[str]]:
    return {
        "of two": st.builds("({}{}{})".format, inner, st.sampled_from(["+", " - ", "*"]), inner),
        "minus": st.builds("(-{})".format, inner),
        "divided": st.builds("({}/{})".format, inner, st.sampled_from(_NUMBERS)),
        "power": st.builds("({})**{}".format, inner, st.sampled_from(["2", "3", "(1+1)"])),
    }


def _everything(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    by_count = {count: sorted(name for name, takes in FUNCTIONS.items() if takes == count) for count in (1, 2)}
    more = {
        "quotient": st.builds("({}/{})".format, inner, inner),
        "any power": st.builds("({})^({})".format, inner, inner),
        "function": st.builds("{}({})".format, st.sampled_from(by_count[1]), inner),
        "function of two": st.builds("{}({}, {})".format, st.sampled_from(by_count[2]), inner, inner),
    }
    return _either(_arithmetic(inner) | more)


# Sums, products, division by a constant, powers 2 and 3: what scalar code repeats bit for bit.
exact_formulas = st.recursive(_VALUES, lambda inner: _either(_arithmetic(inner)), max_leaves=12)
formulas = st.recursive(_VALUES, _everything, max_leaves=8)
