"""The rooms for services, posters and their genuineness, put together."""

from flask import Flask

from webapp.feedback.services import check_routes, desk, point_routes, print_routes, service_routes, standard_routes
from webapp.feedback.services.desk import blueprint
from webapp.feedback.services.prints import words as prints
from webapp.feedback.services.prints.routes import blueprint as printed
from webapp.feedback.services.queries import names_of_things
from webapp.people.published import add_link, add_names, know
from webapp.platform import news

# The rooms of one desk: each module registers its views with the desk's blueprint.
DESK = (service_routes, point_routes, standard_routes)


def install(app: Flask) -> None:
    """Adds the rooms, and where the trail finds their things."""
    for each in (blueprint, print_routes.blueprint, printed, check_routes.blueprint):
        app.register_blueprint(each)
    add_link(app, "service", "offers.show_service", "service_id", desk.BUREAU)
    add_link(app, "service_point", "offers.show_point", "point_id", desk.BUREAU)
    add_link(app, "print_job", "prints.show_print", "print_id", desk.BUREAU)
    add_names(app, names_of_things)
    news.know(prints.NEWS)
    know(prints.NOTICES)
