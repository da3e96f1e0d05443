"""Connects to a Spark cluster, and keeps what has been worked out so that the loss of a worker changes nothing.

Owns how Spark is started and where intermediate tables lie.  Knows nothing of ownership.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any, Final

from ontology.errors import BackendError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_LOCAL: Final = ("local", "local-cluster")
_LOOPBACK: Final = "127.0.0.1"


def open_session(master: str, partitions: int | None = None) -> SparkSession:
    """Connect to the cluster at ``master``: ``spark://host:7077``, ``yarn``, ``k8s://...``, ``sc://host`` (Spark Connect), ``local[2]``.

    ``partitions``: of a shuffle; by default what the cluster is configured to.  Raises UsageError NO_SPARK, NO_JAVA; BackendError
    NO_CLUSTER.
    """
    if importlib.util.find_spec("pyspark") is None or importlib.util.find_spec("pyarrow") is None:
        raise UsageError("NO_SPARK", "pyspark is not installed", 'pip install "ownership-graph[spark]", or leave out --engine spark')
    is_connect = master.startswith("sc://")
    if not is_connect and shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise UsageError("NO_JAVA", "Spark needs Java 17 or newer, and there is none", "install a JDK and set JAVA_HOME")
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    settings: dict[str, Any] = {
        # Days are dates without hours, and a sum that does not fit is an error.
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
    }
    if partitions is not None:
        settings["spark.sql.shuffle.partitions"] = partitions
    builder = SparkSession.builder.appName("ownership-graph")
    if is_connect:
        builder = builder.remote(master)
    else:
        settings |= {"spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
        if master.split("[", 1)[0] in _LOCAL:
            # All on this machine: the same Python, by loopback whatever the machine is called.
            os.environ.setdefault("SPARK_LOCAL_IP", _LOOPBACK)
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
            settings |= {"spark.ui.enabled": "false", "spark.driver.host": _LOOPBACK, "spark.driver.bindAddress": _LOOPBACK}
        builder = builder.master(master)
    try:
        session = builder.config(map=settings).getOrCreate()
        # A cluster that gave up is told by the first thing that is asked of it.
        session.range(1).count()
        return session
    except (PySparkException, Py4JError, OSError, RuntimeError, ValueError) as error:
        what = f"there is no Spark cluster at {master}: {' '.join(str(error).splitlines()[:2])[:300]}"
        raise BackendError("NO_CLUSTER", what, "check the address and that the cluster runs; local[2] needs none") from error


class Workspace:
    """A folder that all workers reach, and the tables in it.

    A table that was saved is read back from its files, so that no later step works it out again and no worker is needed for it.
    """

    def __init__(self, session: SparkSession, folder: str) -> None:
        self.session = session
        self._folder = folder.rstrip("/")
        self._numbers = itertools.count(1)

    def save(self, table: DataFrame) -> DataFrame:
        """Write a table and return it as it is read back."""
        place = f"{self._folder}/{next(self._numbers):04d}.parquet"
        table.write.mode("overwrite").parquet(place)
        return self.session.read.schema(table.schema).parquet(place)

    def create(self, rows: list[tuple[Any, ...]], schema: str) -> DataFrame:
        """Make a table of rows that are here."""
        return self.session.createDataFrame(rows, schema)
