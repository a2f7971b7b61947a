"""Sentences as values."""

from __future__ import annotations

import pickle

from surfaces.message import Message


def test_text_is_translated_where_it_is_shown() -> None:
    inner = Message("step {step}", step=14)
    message = Message("diverged at {when}", when=inner)
    german = {"step {step}": "Schritt {step}", "diverged at {when}": "divergiert bei {when}"}
    assert str(message) == "diverged at step 14"
    assert message.text(german.__getitem__) == "divergiert bei Schritt 14"


def test_messages_are_values() -> None:
    message = Message("step {step}", step=14)
    assert message == Message("step {step}", step=14) != Message("step {step}", step=15)
    assert hash(message) == hash(Message("step {step}", step=14))
    assert pickle.loads(pickle.dumps(message)) == message
