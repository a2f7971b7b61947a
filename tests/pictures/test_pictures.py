"""The welcome experiment looks as it did; where it does not, the difference is kept as a picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.pictures import FAILED, PICTURES, SHARE, STEP, Picture, differing, keep, share

each_picture = pytest.mark.parametrize("picture", PICTURES, ids=[picture.path.stem for picture in PICTURES])


@each_picture
def test_the_welcome_experiment_looks_as_it_did(picture: Picture, qapp) -> None:
    new, reference = picture.pixels(), picture.reference()
    far = differing(picture, new, reference)
    found = share(picture, far)
    if found > SHARE:
        kept = keep(picture, new, reference, far, FAILED)
        pytest.fail(
            f"{found:.2%} of {picture.path.name} differ: see {kept}. "
            "If it should look so, `python -m tests.pictures` draws the references anew."
        )


@each_picture
def test_balls_and_trails_that_moved_are_noticed(picture: Picture, qapp) -> None:
    reference = picture.reference()
    assert share(picture, differing(picture, picture.pixels(STEP + 2), reference)) > SHARE


@each_picture
def test_a_picture_shows_something_in_the_part_that_is_compared(picture: Picture) -> None:
    left, top, right, bottom = picture.part
    colors = np.unique(picture.reference()[top:bottom, left:right].reshape(-1, 3), axis=0)
    assert len(colors) > 50


def test_what_differs_is_kept_in_red(tmp_path: Path, qapp) -> None:
    picture = PICTURES[0]
    reference = picture.reference()
    new = reference.copy()
    new[60:64, 240:243] ^= 255
    far = differing(picture, new, reference)
    assert share(picture, far) == pytest.approx(12 / ((352 - 232) * (196 - 40)))
    with Image.open(keep(picture, new, reference, far, tmp_path / "failed")) as image:
        red = (np.asarray(image) == (208, 0, 0)).all(axis=2)
    assert (red == far).all() and far[60:64, 240:243].all() and far.sum() == 12
    with Image.open(tmp_path / "failed" / picture.path.name) as image:
        assert (np.asarray(image) == new).all()


def test_one_gray_level_and_what_lies_outside_the_part_do_not_count() -> None:
    picture = next(each for each in PICTURES if each.part[0] > 0)
    reference = picture.reference()
    new = np.where(reference < 255, reference + 1, reference).astype(np.uint8)
    new[:, : picture.part[0]] ^= 255
    assert not differing(picture, new, reference).any()
