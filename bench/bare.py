"""The yardstick: the same three requests in the least Flask and psycopg that can answer them.

No pemda, no row security, no validation, no limits, no event, no security headers. `BARE_DATABASE` is a
psycopg address, `BARE_PAGE` and `BARE_RECEIPT` are templates of the size of our pages.
"""

import os
import threading
import uuid
from pathlib import Path

import psycopg
from flask import Flask, redirect, render_template, request

app = application = Flask(__name__)
PAGE = app.jinja_env.from_string(Path(os.environ["BARE_PAGE"]).read_text())
RECEIPT = app.jinja_env.from_string(Path(os.environ["BARE_RECEIPT"]).read_text())
local = threading.local()


def database() -> psycopg.Connection:
    """This thread's connection."""
    if not hasattr(local, "connection"):
        local.connection = psycopg.connect(os.environ["BARE_DATABASE"])
    return local.connection


@app.get("/n/<code>")
def show(code: str) -> str:
    return render_template(PAGE, key=uuid.uuid4().hex, code=code)


@app.post("/n/<code>")
def create(code: str):
    connection, rating = database(), uuid.uuid4()
    connection.execute("insert into bare values (%s, %s, %s)", (rating, code, int(request.form["nilai"])))
    connection.commit()
    return redirect(f"/receipt/{rating}", 303)


@app.get("/receipt/<uuid:rating>")
def receipt(rating: uuid.UUID) -> str:
    connection = database()
    code, score = connection.execute("select code, score from bare where id = %s", (rating,)).fetchone()
    connection.commit()
    return render_template(RECEIPT, code=code, score=score)
