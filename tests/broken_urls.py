"""The addresses of the project and one whose view fails with a note in its hands."""

from django.urls import path

from verstetigung import urls
from verstetigung.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def broken(request):
    note = request.POST["note"]
    raise RuntimeError(f"a note of {len(note)} characters is too much")


urlpatterns = [path("kaputt/", broken, name="broken"), *urls.urlpatterns]
