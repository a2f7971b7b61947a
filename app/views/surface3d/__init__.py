"""The loss surface in 3D: what is walked down, and how far every run has come."""

from app.views.surface3d.surface_view import SurfaceView

__all__ = ["SurfaceView"]
