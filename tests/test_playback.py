"""The playhead: where it goes, and that it never leaves the steps there are."""

from __future__ import annotations

from app.playback import Playback


def test_stays_within_the_steps(qtbot):
    playback = Playback()
    playback.set_steps(10)
    playback.go_to(25)
    assert playback.step == 10
    playback.step_by(-99)
    assert playback.step == 0
    playback.go_to(8)
    playback.set_steps(5)
    assert playback.step == 5


def test_plays_to_the_end_and_stops_there(qtbot):
    playback = Playback()
    playback.set_steps(30)
    playback.set_speed(300)
    seen: list[int] = []
    playback.step_changed.connect(seen.append)
    with qtbot.waitSignal(playback.playing_changed, check_params_cb=lambda playing: not playing, timeout=3000):
        playback.toggle()
    assert playback.step == 30 and seen == sorted(set(seen))


def test_plays_again_from_the_start_once_it_has_ended(qtbot):
    playback = Playback()
    playback.set_steps(30)
    playback.go_to(30)
    playback.toggle()
    assert playback.step == 0 and playback.playing
    playback.pause()
    assert not playback.playing


def test_fits_the_whole_into_ten_seconds():
    playback = Playback()
    playback.set_steps(20_000)
    assert playback.steps_per_second == 2000
    playback.set_speed(5)
    assert playback.steps_per_second == 5


def test_nothing_to_play_without_steps(qtbot):
    playback = Playback()
    playback.toggle()
    assert not playback.playing
