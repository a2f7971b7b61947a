"""The bar below and the playhead: each hears the other."""

from __future__ import annotations

from app.playback import Playback
from app.views.transport import Transport


def link_transport(transport: Transport, playback: Playback) -> None:
    """Wishes go to the playhead; whether it plays and how fast comes back. Its steps are told by the lab."""

    def go_to(step: int) -> None:
        playback.pause()
        playback.go_to(step)

    playback.playing_changed.connect(transport.show_playing)
    playback.speed_changed.connect(transport.show_speed)
    transport.play_toggled.connect(playback.toggle)
    transport.step_requested.connect(go_to)
    transport.step_back_requested.connect(lambda: playback.step_by(-1))
    transport.step_on_requested.connect(lambda: playback.step_by(1))
    transport.first_requested.connect(lambda: go_to(0))
    transport.last_requested.connect(lambda: go_to(playback.steps))
    transport.speed_chosen.connect(playback.set_speed)
