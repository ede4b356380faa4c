import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest
import sqlalchemy

from hasten.errors import StoreError
from hasten.stores import SqlStore, opening
from hasten.testing import specimens
from hasten.testing.store_suite import StoreSuite

POSTGRES = os.environ.get("HASTEN_TEST_POSTGRES", "")


class TestSqlite(StoreSuite):
    def make(self, folder):
        return SqlStore.in_folder(folder)


@pytest.mark.skipif(not POSTGRES, reason="HASTEN_TEST_POSTGRES names no database (postgresql+psycopg://USER@HOST/NAME)")
class TestPostgres(StoreSuite):
    @pytest.fixture
    def store(self, tmp_path):
        # A schema of its own for each test, so that tests neither see each other nor what else is in the database.
        schema = f"hasten_test_{uuid.uuid4().hex[:12]}"
        admin = sqlalchemy.create_engine(POSTGRES)
        with admin.begin() as connection:
            connection.execute(sqlalchemy.schema.CreateSchema(schema))
        url = sqlalchemy.make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={schema}"})
        store = SqlStore(url.render_as_string(hide_password=False))
        yield store
        store.close()
        with admin.begin() as connection:
            connection.execute(sqlalchemy.schema.DropSchema(schema, cascade=True))
        admin.dispose()


def test_the_folder_keeps_itself_out_of_version_control(tmp_path):
    SqlStore.in_folder(tmp_path).close()
    assert (tmp_path / ".hasten" / ".gitignore").read_text() == "*\n"
    assert (tmp_path / ".hasten" / "hasten.db").is_file()


def test_an_ignore_file_of_the_user_stays(tmp_path):
    (tmp_path / ".hasten").mkdir()
    (tmp_path / ".hasten" / ".gitignore").write_text("mine\n")
    SqlStore.in_folder(tmp_path).close()
    assert (tmp_path / ".hasten" / ".gitignore").read_text() == "mine\n"


def test_what_one_store_wrote_another_reads(tmp_path):
    with SqlStore.in_folder(tmp_path) as store:
        name = store.begin(specimens.target(), specimens.workload(), {})
        store.tell(specimens.faster())
        store.finish(name, specimens.faster())
    with SqlStore.in_folder(tmp_path, read_only=True) as store:
        assert [specimens.faster()] == store.fates(name)
        assert specimens.faster() == store.run("last").evidence


def test_candidates_of_a_long_file_are_kept_as_their_change(tmp_path):
    long = specimens.OLD_SOURCE + "# padding\n" * 20_000
    fast = specimens.FAST_SOURCE + "# padding\n" * 20_000
    with SqlStore.in_folder(tmp_path) as store:
        name = store.begin(specimens.target(source=long), specimens.workload(), {})
        for _ in range(20):
            store.tell(specimens.Evidence(candidate=specimens.candidate(fast), outcome="faster"))
        assert fast == store.fates(name)[-1].candidate.payload.source
    size = (tmp_path / ".hasten" / "hasten.db").stat().st_size
    assert size < 3 * len(long)


CHILD = """
import sys
from pathlib import Path
from hasten.stores import SqlStore
from hasten.testing import specimens

store = SqlStore.in_folder(Path(sys.argv[1]))
print(store.begin(specimens.target(), specimens.workload(), {"seed": 1}), flush=True)
for n in range(100_000):
    store.tell(specimens.fates()[n % 4])
    print(n + 1, flush=True)
"""


def begun_and_killed(folder, *, after):
    """A real process, killed with SIGKILL in the middle of its writing; the run's name and what it said was kept."""
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(folder)], stdout=subprocess.PIPE, text=True)
    name = child.stdout.readline().strip()
    for line in child.stdout:
        if int(line) >= after:
            break
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read().split()  # what it managed to say before the signal arrived
    child.wait()
    assert child.returncode == -signal.SIGKILL
    # The last word may be cut short; it then reads as a smaller number, which is right as a lower bound.
    return name, max([after, *map(int, rest)])


def test_kill_9_in_the_middle_loses_nothing(tmp_path):
    name, told = begun_and_killed(tmp_path, after=25)
    with SqlStore.in_folder(tmp_path) as store:
        kept = store.fates(name)
        # At most the one that was being written when the signal came is more than the child had said.
        assert told <= len(kept) <= told + 1
        assert [specimens.fates()[n % 4] for n in range(len(kept))] == kept
        assert [name] == [run.name for run in store.unfinished()]
        assert [name] == [run.name for run in store.unfinished(specimens.target())]
        assert store.unfinished(specimens.target(source=specimens.FAST_SOURCE)) == []


def test_the_next_command_goes_on_with_a_killed_run(tmp_path):
    name, _ = begun_and_killed(tmp_path, after=3)
    with SqlStore.in_folder(tmp_path) as store:
        before = len(store.fates(name))
        store.reopen(name)
        assert store.unfinished() == []
        store.tell(specimens.faster())
        store.finish(name, specimens.faster())
        assert before + 1 == store.run(name).tried
        assert specimens.faster() == store.run(name).evidence


def test_two_stores_write_to_one_file_at_a_time(tmp_path):
    SqlStore.in_folder(tmp_path).close()
    failed = []

    def write():
        try:
            with SqlStore.in_folder(tmp_path) as store:
                store.begin(specimens.target(), specimens.workload(), {})
                for _ in range(25):
                    store.tell(specimens.differs())
        except StoreError as error:
            failed.append(error)

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with SqlStore.in_folder(tmp_path) as store:
        assert [run.tried for run in store.runs()] == [25, 25, 25]


def one_sentence(error, *parts):
    text = str(error.value)
    assert "\n" not in text and "Traceback" not in text
    for part in parts:
        assert part in text
    return text


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "x.db").write_text("these are not the tables you are looking for" * 100)
    with pytest.raises(StoreError) as error:
        SqlStore(f"sqlite:///{tmp_path / 'x.db'}")
    one_sentence(error, str(tmp_path / "x.db"), "not a database", "move the file away")


def test_a_database_cut_short(tmp_path):
    with SqlStore.in_folder(tmp_path) as store:
        store.begin(specimens.target(), specimens.workload(), {})
        for _ in range(30):
            store.tell(specimens.faster())
    file = tmp_path / ".hasten" / "hasten.db"
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2 // 4096 * 4096])
    with pytest.raises(StoreError) as error, SqlStore.in_folder(tmp_path) as store:
        store.fates("last")
    one_sentence(error, str(file), "move the file away")


def test_a_store_of_a_newer_hasten(tmp_path):
    SqlStore.in_folder(tmp_path).close()
    file = tmp_path / ".hasten" / "hasten.db"
    connection = sqlite3.connect(file)
    connection.execute("update hasten_meta set value = '7' where key = 'schema'")
    connection.commit()
    connection.close()
    for read_only in (False, True):
        with pytest.raises(StoreError) as error:
            SqlStore.in_folder(tmp_path, read_only=read_only)
        one_sentence(error, str(file), "layout 7", "upgrade hasten")


def test_a_file_locked_by_another_program(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "LOCK_WAIT_S", 0.05)
    with SqlStore.in_folder(tmp_path) as store:
        store.begin(specimens.target(), specimens.workload(), {})
        other = sqlite3.connect(tmp_path / ".hasten" / "hasten.db")
        other.execute("begin immediate")
        with pytest.raises(StoreError) as error:
            store.tell(specimens.differs())
        one_sentence(error, "locked by another program", "wait")
        other.rollback()
        other.close()
        store.tell(specimens.differs())
        assert store.run("last").tried == 1


def test_a_state_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as error:
        SqlStore.in_folder(tmp_path / "file")
    one_sentence(error, str(tmp_path / "file" / ".hasten"), "make it writable")


def test_a_state_folder_that_is_a_file(tmp_path):
    (tmp_path / ".hasten").write_text("")
    with pytest.raises(StoreError) as error:
        SqlStore.in_folder(tmp_path)
    one_sentence(error, str(tmp_path / ".hasten"), "make it writable")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(StoreError) as error:
            SqlStore.in_folder(tmp_path)
    finally:
        tmp_path.chmod(stat.S_IRWXU)
    one_sentence(error, str(tmp_path / ".hasten"), "make it writable")


def test_a_read_only_folder_can_still_be_read(tmp_path, monkeypatch):
    with SqlStore.in_folder(tmp_path) as store:
        name = store.begin(specimens.target(), specimens.workload(), {})
    # Root may write everywhere, so that the answer is given here.
    monkeypatch.setattr(opening.os, "access", lambda *_: False)
    with SqlStore.in_folder(tmp_path, read_only=True) as store:
        assert name == store.run("last").name


def test_reading_makes_nothing(tmp_path):
    with pytest.raises(StoreError) as error:
        SqlStore.in_folder(tmp_path, read_only=True)
    one_sentence(error, str(tmp_path / ".hasten" / "hasten.db"), "run hasten optimize first")
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_store_takes_nothing(tmp_path):
    SqlStore.in_folder(tmp_path).close()
    with SqlStore.in_folder(tmp_path, read_only=True) as store, pytest.raises(StoreError) as error:
        store.begin(specimens.target(), specimens.workload(), {})
    one_sentence(error, "cannot be written")


@pytest.mark.parametrize(("url", "part"), [
    ("hasten.db", "not a store URL"),
    ("nosuch://host/db", "sqlite:///FILE"),
    ("sqlite:////nosuch/folder/hasten.db", "cannot be opened"),
    ("oracle+oracledb://u:secret@h/d", "pip install oracledb"),
])
def test_a_url_that_leads_nowhere(url, part):
    with pytest.raises(StoreError) as error:
        SqlStore(url)
    assert "secret" not in one_sentence(error, part)


def test_a_database_of_something_else_is_shared_and_kept(tmp_path):
    file = tmp_path / "app.db"
    connection = sqlite3.connect(file)
    connection.execute("create table runs (id integer)")
    connection.commit()
    connection.close()
    with SqlStore(f"sqlite:///{file}") as store:
        store.begin(specimens.target(), specimens.workload(), {})
    connection = sqlite3.connect(file)
    assert connection.execute("select * from runs").fetchall() == []
    connection.close()


def test_columns_answer_questions_without_the_records(tmp_path):
    with SqlStore.in_folder(tmp_path) as store:
        store.begin(specimens.target(), specimens.workload(), {})
        for fate in specimens.fates():
            store.tell(fate)
    connection = sqlite3.connect(tmp_path / ".hasten" / "hasten.db")
    query = "select proposer, outcome, word, estimate, record from hasten_fates order by id"
    rows = connection.execute(query).fetchall()
    connection.close()
    assert [row[1] for row in rows] == ["not_faster", "differs", "not_built", "faster"]
    assert [row[2] for row in rows] == ["searched", "differs", None, "searched"]
    assert specimens.faster().speedup.estimate == rows[3][3]
    assert [fate.candidate.proposer for fate in specimens.fates()] == [row[0] for row in rows]
    assert json.loads(rows[3][4])["outcome"] == "faster"


def test_sqlalchemy_is_imported_only_by_the_sql_store():
    code = "import sys, hasten.stores, hasten.stores.memory; print('sqlalchemy' in sys.modules)"
    root = Path(__file__).parents[2] / "src"
    env = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert done.stdout.strip() == "False"
