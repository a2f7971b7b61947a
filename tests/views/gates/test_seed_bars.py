from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QContextMenuEvent, QFontMetricsF, QHelpEvent
from PyQt6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from app.theme import DARK, PROJECTOR, THEMES, Theme
from app.views.gates.seed_bars import SeedBars
from app.views.gates.seed_bars_count import SeedCount, next_seed, seed_ranges
from tests.pixels import count_of
from tests.qtest import QTest
from tests.views.heard import heard

LEFT = Qt.MouseButton.LeftButton
FAILED = {1: tuple(range(32)), 2: (1, 5, 6, 7, 8, 9, 12, 15, 16, 17, 18, 20, 21, 26, 27, 29, 31), 3: (1, 17, 24),
          4: (1,), 8: ()}  # fmt: skip


def counted(failed: tuple[int, ...], done: int = 32) -> SeedCount:
    return SeedCount(
        tuple(seed for seed in range(done) if seed not in failed), tuple(seed for seed in failed if seed < done)
    )


HIDDEN = tuple(FAILED)
COUNTS = {hidden: counted(failed) for hidden, failed in FAILED.items()}


@pytest.fixture
def bars(qtbot: QtBot) -> SeedBars:
    view = SeedBars()
    qtbot.addWidget(view)
    view.resize(190, 100)
    view.show_theme(DARK)
    view.show_hidden(HIDDEN)
    view.show_counts(COUNTS)
    view.show()
    qtbot.waitExposed(view)
    return view


def click(qtbot: QtBot, bars: SeedBars, hidden: int) -> None:
    qtbot.mouseClick(bars, LEFT, pos=bars.bar(hidden).center().toPoint())


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_bars_are_as_high_as_the_seeds_that_solve_it(bars: SeedBars, theme: Theme) -> None:
    bars.show_theme(theme)
    bars.show_chosen(4, 2)
    image = bars.grab().toImage()
    for hidden in HIDDEN:
        bar = bars.bar(hidden)
        column = image.copy(round(bar.center().x()), 0, 1, bars.height())
        color = theme.run(2) if hidden == 4 else theme.color("ok")
        solved = 32 - len(FAILED[hidden])
        assert abs(count_of(column, color, 20) - bar.height() * solved / 32) <= 2.5


def test_a_bar_that_is_still_counted_is_paler_for_what_failed(bars: SeedBars) -> None:
    bars.show_counts({2: counted(FAILED[2], 16)})
    image, bar = bars.grab().toImage(), bars.bar(2)
    solved = sum(seed not in FAILED[2] for seed in range(16))

    def at(share: float) -> int:
        return image.pixelColor(round(bar.center().x()), round(bar.bottom() - share * bar.height())).green()

    strong, pale, empty = at(solved / 32 / 2), at((solved + 16) / 64), at(0.8)
    assert strong > pale + 40 > empty + 60
    assert bars.progress == pytest.approx(0.5 / 5)
    bars.show_counts({2: SeedCount(share=0.25), 3: counted(FAILED[3])})
    assert bars.progress == pytest.approx(1.25 / 5)


def test_each_further_click_picks_the_next_seed_in_turn(bars: SeedBars, qtbot: QtBot) -> None:
    picked = heard(bars.bar_picked)
    for _ in range(34):
        click(qtbot, bars, 3)
        bars.show_chosen(*picked[-1])
    assert picked == [(3, seed % 32) for seed in range(34)]
    click(qtbot, bars, 8)
    assert picked[-1] == (8, 0)


def test_a_bar_that_was_not_counted_is_picked_with_seed_0(bars: SeedBars, qtbot: QtBot) -> None:
    bars.show_counts({})
    picked = heard(bars.bar_picked)
    click(qtbot, bars, 2)
    assert picked == [(2, 0)]


def test_the_menu_goes_through_the_seeds_that_fail(bars: SeedBars) -> None:
    picked = heard(bars.bar_picked)
    for _ in range(4):
        failing, solving = bars.menu(3).actions()
        assert failing.isEnabled() and solving.isEnabled()
        failing.trigger()
        bars.show_chosen(*picked[-1])
    assert picked == [(3, 1), (3, 17), (3, 24), (3, 1)]
    assert [action.isEnabled() for action in bars.menu(8).actions()] == [False, True]
    assert [action.isEnabled() for action in bars.menu(1).actions()] == [True, False]


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_menu_opens_at_a_bar(bars: SeedBars, reason: QContextMenuEvent.Reason) -> None:
    place = bars.bar(1).center().toPoint()
    QApplication.sendEvent(bars, QContextMenuEvent(reason, place, bars.mapToGlobal(place)))
    menu = bars.findChild(QMenu)
    assert menu is not None and menu.isVisible()
    assert [action.isEnabled() for action in menu.actions()] == [True, False]
    menu.close()


def test_the_keyboard_reaches_every_bar(bars: SeedBars) -> None:
    picked = heard(bars.bar_picked)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Return, *[Qt.Key.Key_Right] * 9,
                Qt.Key.Key_Enter, *[Qt.Key.Key_Left] * 9, Qt.Key.Key_Space):  # fmt: skip
        QTest.keyClick(bars, key)
    assert picked == [(2, 0), (3, 0), (8, 0), (1, 0)]


def test_counting_is_started_and_cancelled(bars: SeedBars, qtbot: QtBot) -> None:
    started, cancelled, picked = heard(bars.start_requested), heard(bars.cancel_requested), heard(bars.bar_picked)
    upper_right = QPoint(bars.width() - 12, 8)
    qtbot.mouseClick(bars, LEFT, pos=upper_right)
    assert not started  # all is counted
    bars.show_counts({2: counted(FAILED[2], 10)})
    qtbot.mouseClick(bars, LEFT, pos=upper_right)
    assert len(started) == 1
    bars.show_running(True)
    qtbot.mouseClick(bars, LEFT, pos=upper_right)
    QTest.keyClick(bars, Qt.Key.Key_Escape)
    assert len(cancelled) == 2 and len(started) == 1 and not picked


def test_the_tooltip_names_the_seeds(bars: SeedBars) -> None:
    lines = bars.words(3).split("\n")
    assert lines[:3] == ["h = 3: 29 of 32 seeds solve it", "solved: 0, 2–16, 18–23, 25–31", "failed: 1, 17, 24"]
    place = bars.bar(4).center().toPoint()
    QApplication.sendEvent(bars, QHelpEvent(QHelpEvent.Type.ToolTip, place, bars.mapToGlobal(place)))
    assert "31 of 32" in QToolTip.text()
    QToolTip.hideText()
    bars.show_counts({})
    assert bars.words(3) == "h = 3: not counted yet"
    bars.show_counts({3: SeedCount(of=0)})
    assert bars.words(3) == "h = 3: cannot be trained"


def test_bars_do_not_overlap_whatever_their_number(bars: SeedBars) -> None:
    for hidden, theme, width in itertools.product((HIDDEN, tuple(range(1, 9))), (DARK, PROJECTOR), (150, 190, 400)):
        bars.resize(width, 100)
        bars.show_theme(theme)
        bars.show_hidden(hidden)
        places = [bars.bar(each) for each in hidden]
        assert all(one.right() < other.left() for one, other in itertools.pairwise(places))
        assert places[0].left() > 0 and places[-1].right() <= width
        assert all(bars.hidden_at(place.center()) == each for each, place in zip(hidden, places, strict=True))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("counts", [COUNTS, {1: counted(FAILED[1])}, {each: SeedCount(of=0) for each in HIDDEN}])
def test_the_head_has_room_beside_the_action(bars: SeedBars, theme: Theme, counts: dict[int, SeedCount]) -> None:
    bars.show_theme(theme)
    bars.show_counts(counts)
    metrics, heads = QFontMetricsF(theme.font(theme.label_size)), []
    for running, width in itertools.product((False, True), (bars.minimumSizeHint().width(), theme.px(400))):
        bars.resize(width, 100)
        bars.show_running(running)
        assert theme.px(2) + metrics.horizontalAdvance(bars.head) < bars.action.left()
        heads.append(bars.head)
    words = "nothing to count" if counts[1].of == 0 else "solved, of 32 seeds"
    assert heads[1::2] == [words, f"counting, {round(100 * bars.progress)} %"]


@given(st.sets(st.integers(0, 60)))
def test_ranges_name_every_seed_once(seeds: set[int]) -> None:
    read: list[int] = []
    for word in filter(None, seed_ranges(seeds).split(", ")):
        first, _, last = word.partition("–")
        read += range(int(first), int(last or first) + 1)
    assert read == sorted(seeds)


@given(st.sets(st.integers(0, 31), min_size=1), st.integers(0, 31))
def test_the_next_seed_comes_after_and_around(seeds: set[int], after: int) -> None:
    among = tuple(sorted(seeds))
    expected = min((seed for seed in among if seed > after), default=among[0])
    assert next_seed(among, after) == expected
    assert next_seed(among, None) == among[0] and next_seed((), after) == 0
