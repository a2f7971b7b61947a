from __future__ import annotations

import numpy as np

from app.views.surface3d.polyline import joined


def test_gaps_draw_nothing_and_have_no_length() -> None:
    line = joined(
        [np.array([[0, 0, 0], [1, 0, 0]]), np.array([[5, 0, 0]]), np.array([[0, 1, 0], [0, 3, 0], [0, 3, 1]])]
    )
    assert len(line) == 5
    assert line.along.tolist() == [0, 1, 1, 3, 4]
    corners = line.triangles().reshape(-1, 6)
    assert [len(set(each)) for each in corners.tolist()] == [4, 1, 4, 4]


def test_every_segment_joins_the_end_of_one_point_to_the_begin_of_the_next() -> None:
    line = joined([np.array([[0, 0, 0], [1, 0, 0], [2, 0, 0]])])
    vertices = line.vertices()[1:-1].reshape(-1, 9)[line.triangles().reshape(-1, 6)]
    assert (vertices[0, :, 0].min(), vertices[0, :, 0].max()) == (0, 1)
    assert (vertices[1, :, 0].min(), vertices[1, :, 0].max()) == (1, 2)


def test_no_lines_are_a_line_without_points() -> None:
    assert len(joined([])) == 0
