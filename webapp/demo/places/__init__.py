"""Where the demonstration plays: four pemda from four stories about the careers of civil servants.

Pontianak and Gorontalo are what their names say. 'Provinsi Wanggar' and 'Pemerintah Daerah Amplas' are named
as the stories name them, although no such governments exist: Wanggar is a district of Kabupaten Nabire (94.01.05)
and Medan Amplas a district of Kota Medan (12.71.09), whose region codes they bear. All people are invented.
"""

from webapp.demo.places.amplas import AMPLAS
from webapp.demo.places.gorontalo import GORONTALO
from webapp.demo.places.pontianak import PONTIANAK
from webapp.demo.places.wanggar import WANGGAR

PLACES = (PONTIANAK, GORONTALO, WANGGAR, AMPLAS)
