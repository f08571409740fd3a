"""Pamong: the web application. `create_app` puts the floors together; see docs/architecture.md."""


def create_app(settings=None, **options):
    """The WSGI application. Raises SettingsError, UndeclaredAccess or UnsafeDatabase instead of starting half safe."""
    from webapp.factory import build

    return build(settings, **options)
