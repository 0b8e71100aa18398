"""What every test may use."""

from tests.brokers import dead_broker  # noqa: F401
from tests.browsers import browser_type_launch_args, page, sign_in  # noqa: F401
from tests.cast import acme, admin, htmx, member, project, rival, rows  # noqa: F401
from tests.database import db, django_db_setup  # noqa: F401
from tests.live import live, live_process, no_static_files  # noqa: F401
from tests.models import loopback  # noqa: F401
from tests.statements import statements  # noqa: F401
