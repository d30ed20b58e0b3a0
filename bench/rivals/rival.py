#!/usr/bin/env python3
"""Drives one rival of `make bench-search`.

    rival.py NAME CORPUS QUERIES FOLDER

NAME is fts5, xapian, postgres or whoosh; CORPUS has a letter a line, QUERIES the
classes of queries, both JSON. Prints one line of JSON, or exits with 3 where the
rival is not installed. Times are CPU milliseconds; the first queries of a class,
as given by WARM_UP, are not counted. Every rival returns its ten best; none counts
all hits.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import time

WARM_UP = 20
MISSING = 3
NARROW = 600  # seconds after which a class is given up


def letters(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def tokens(text):
    return re.findall(r"[0-9a-z]+", text.lower())


def size(folder):
    return sum(os.path.getsize(os.path.join(d, f)) for d, _, names in os.walk(folder) for f in names)


class FTS5:
    """SQLite's full-text search: no stemmer for Indonesian, day and agencies in a table beside it."""

    def __init__(self, folder):
        import sqlite3
        self.db = sqlite3.connect(os.path.join(folder, "fts5.db"))
        self.db.execute("CREATE VIRTUAL TABLE t USING fts5(number, subject, parties, body, content='', tokenize='unicode61')")
        self.db.execute("CREATE TABLE m (id INTEGER PRIMARY KEY, day TEXT, sender TEXT, addressee TEXT, year TEXT)")

    def add(self, i, d):
        self.db.execute("INSERT INTO t(rowid, number, subject, parties, body) VALUES (?,?,?,?,?)", (i, d["number"], d["subject"], d["parties"], d["text"]))
        self.db.execute("INSERT INTO m VALUES (?,?,?,?,?)", (i, d["day"], d["from"], d["to"], d["day"][:4]))

    def finish(self):
        self.db.execute("CREATE INDEX by_day ON m(day)")
        self.db.commit()

    def ask(self, q):
        words, best = q["words"] or [], "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10"
        how = q["how"]
        if how in ("number", "phrase"):
            best_of = '"%s"' % " ".join(words or tokens(q["text"]))
        elif how == "prefix":
            best_of = words[0] + "*"
        elif how == "any":
            best_of = " OR ".join(words)
        else:
            best_of = " ".join(words)
        if how in ("fragment", "name", "alias"):
            return None
        if how == "narrowed":
            return self.db.execute("SELECT t.rowid FROM t JOIN m ON m.id = t.rowid WHERE t MATCH ? AND m.day BETWEEN ? AND ? AND (m.sender = ? OR m.addressee = ?) ORDER BY rank LIMIT 10",
                                   (best_of, q["from"], q["to"], q["agency"], q["agency"])).fetchall()
        if how == "newest":
            return self.db.execute("SELECT t.rowid FROM t JOIN m ON m.id = t.rowid WHERE t MATCH ? ORDER BY m.day DESC LIMIT 10", (best_of,)).fetchall()
        if how == "facets":
            for column in ("sender", "addressee", "year", "substr(day, 1, 7)"):
                self.db.execute("SELECT %s, count(*) FROM t JOIN m ON m.id = t.rowid WHERE t MATCH ? GROUP BY 1" % column, (best_of,)).fetchall()
        return self.db.execute(best, (best_of,)).fetchall()


class Xapian:
    """Xapian with its Indonesian stemmer: words and stems, positions of words."""

    def __init__(self, folder):
        import xapian
        self.x = xapian
        self.db = xapian.WritableDatabase(os.path.join(folder, "xapian"), xapian.DB_CREATE_OR_OPEN)
        self.maker = xapian.TermGenerator()
        self.maker.set_stemmer(xapian.Stem("indonesian"))
        self.parser = xapian.QueryParser()
        self.parser.set_stemmer(xapian.Stem("indonesian"))
        self.parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        self.parser.set_default_op(xapian.Query.OP_AND)

    def add(self, i, d):
        doc = self.x.Document()
        self.maker.set_document(doc)
        for part in ("text", "subject", "number", "parties"):
            self.maker.index_text(d[part])
            self.maker.increase_termpos()
        for term in ("Q%d" % i, "XA" + d["from"], "XA" + d["to"]):
            doc.add_boolean_term(term)
        for slot, value in enumerate((d["day"], d["from"], d["to"], d["day"][:4], d["day"][:7])):
            doc.add_value(slot, value)
        self.db.add_document(doc)

    def finish(self):
        self.db.commit()
        self.parser.set_database(self.db)

    def ask(self, q):
        x, words, how = self.x, q["words"] or [], q["how"]
        if how in ("fragment", "name", "alias"):
            return None
        if how in ("phrase", "number"):
            query = x.Query(x.Query.OP_PHRASE, words or tokens(q["text"]))
        elif how == "prefix":
            query = self.parser.parse_query(words[0] + "*", x.QueryParser.FLAG_WILDCARD)
        elif how == "any":
            query = self.parser.parse_query(" OR ".join(words), x.QueryParser.FLAG_BOOLEAN)
        else:
            query = self.parser.parse_query(" ".join(words))
        if how == "narrowed":
            days = x.Query(x.Query.OP_VALUE_RANGE, 0, q["from"], q["to"])
            query = x.Query(x.Query.OP_FILTER, query, x.Query(x.Query.OP_AND, x.Query("XA" + q["agency"]), days))
        ask = x.Enquire(self.db)
        ask.set_query(query)
        if how == "newest":
            ask.set_sort_by_value(0, True)
        if how == "facets":
            spies = [x.ValueCountMatchSpy(slot) for slot in (1, 2, 3, 4)]
            for spy in spies:
                ask.add_matchspy(spy)
            return list(ask.get_mset(0, 10, self.db.get_doccount()))
        return list(ask.get_mset(0, 10))


class Whoosh:
    """Whoosh: pure Python, here without a stemmer."""

    def __init__(self, folder):
        from whoosh import fields, index
        from whoosh.qparser import MultifieldParser
        where = os.path.join(folder, "whoosh")
        os.makedirs(where)
        schema = fields.Schema(id=fields.NUMERIC(stored=True), number=fields.TEXT, subject=fields.TEXT, body=fields.TEXT, day=fields.ID(sortable=True), agency=fields.KEYWORD)
        self.index = index.create_in(where, schema)
        self.writer = self.index.writer(limitmb=256)
        self.parser = MultifieldParser(["number", "subject", "body"], schema)

    def add(self, i, d):
        self.writer.add_document(id=i, number=d["number"], subject=d["subject"], body=d["text"], day=d["day"], agency=d["from"] + " " + d["to"])

    def finish(self):
        self.writer.commit()
        self.reader = self.index.searcher()

    def ask(self, q):
        words, how = q["words"] or [], q["how"]
        if how in ("fragment", "name", "alias", "narrowed", "facets", "newest"):
            return None
        if how in ("number", "phrase"):
            text = '"%s"' % " ".join(words or tokens(q["text"]))
        elif how == "prefix":
            text = words[0] + "*"
        else:
            text = (" OR " if how == "any" else " ").join(words)
        return [hit["id"] for hit in self.reader.search(self.parser.parse(text), limit=10)]


class Postgres:
    """PostgreSQL with a GIN index over Indonesian stems, in a cluster of its own behind a socket."""

    def __init__(self, folder):
        import glob
        import psycopg2
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
        if not found:
            raise ImportError("no postgresql server")
        self.bin, self.data, self.folder = found[-1], os.path.join(folder, "pg"), folder
        self.user = {"user": "postgres"} if os.getuid() == 0 else {}
        if self.user:
            shutil.chown(folder, "postgres")
            os.chmod(folder, 0o755)
        run = lambda *a: subprocess.run(a, check=True, stdout=subprocess.DEVNULL, **self.user)
        run(self.bin + "/initdb", "-D", self.data, "-E", "UTF8", "--locale=C", "-U", "postgres", "-A", "trust")
        run(self.bin + "/pg_ctl", "-D", self.data, "-w", "-l", os.path.join(self.data, "log"), "-o",
            "-c listen_addresses='' -k %s -c shared_buffers=256MB -c fsync=off -c max_parallel_workers_per_gather=0 -c max_parallel_maintenance_workers=0 -c autovacuum=off" % self.data, "start")
        self.db = psycopg2.connect(host=self.data, user="postgres", dbname="postgres")
        self.db.autocommit = True
        self.cursor = self.db.cursor()
        self.pid = self.db.get_backend_pid()
        self.cursor.execute("CREATE TABLE t (id int PRIMARY KEY, day date, sender text, addressee text, words tsvector)")
        self.rows = []

    def add(self, i, d):
        self.rows.append((i, d["day"], d["from"], d["to"], " ".join((d["number"], d["subject"], d["parties"], d["text"]))))
        if len(self.rows) == 1000:
            self.flush()

    def flush(self):
        marks = ",".join(["(%s,%s,%s,%s,to_tsvector('indonesian',%s))"] * len(self.rows))
        if self.rows:
            self.cursor.execute("INSERT INTO t VALUES " + marks, [v for row in self.rows for v in row])
        self.rows = []

    def finish(self):
        self.flush()
        self.cursor.execute("CREATE INDEX ON t USING gin(words)")
        self.cursor.execute("CREATE INDEX ON t(day)")
        self.cursor.execute("VACUUM ANALYZE t")
        self.cursor.execute("SELECT pg_indexes_size('t')")
        self.indexes = self.cursor.fetchone()[0]

    def cpu(self):
        with open("/proc/%d/schedstat" % self.pid) as f:
            return int(f.read().split()[0]) / 1e9

    def ask(self, q):
        words, how = q["words"] or [], q["how"]
        if how in ("fragment", "name", "alias"):
            return None
        ask = "plainto_tsquery('indonesian', %s)"
        text = " ".join(words) or " ".join(tokens(q["text"]))
        if how in ("number", "phrase"):
            ask = "phraseto_tsquery('indonesian', %s)"
        elif how == "prefix":
            ask, text = "to_tsquery('simple', %s)", words[0] + ":*"
        elif how == "any":
            ask, text = "to_tsquery('indonesian', %s)", " | ".join(words)
        values, where, order = [text], "", "ts_rank(words, q) DESC"
        if how == "narrowed":
            where = " AND day BETWEEN %s AND %s AND (sender = %s OR addressee = %s)"
            values += [q["from"], q["to"], q["agency"], q["agency"]]
        if how == "newest":
            order = "day DESC"
        if how == "facets":
            for column in ("sender", "addressee", "date_part('year', day)", "to_char(day, 'YYYY-MM')"):
                self.cursor.execute("SELECT %s, count(*) FROM t, %s q WHERE words @@ q GROUP BY 1" % (column, ask), [text])
                self.cursor.fetchall()
        self.cursor.execute("SELECT id FROM t, %s q WHERE words @@ q%s ORDER BY %s LIMIT 10" % (ask, where, order), values)
        return self.cursor.fetchall()

    def close(self):
        self.db.close()
        subprocess.run([self.bin + "/pg_ctl", "-D", self.data, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, **self.user)


def measure(engine, clock, classes):
    out = {}
    for c in classes:
        times, began = [], time.monotonic()
        for i, q in enumerate(c["queries"]):
            before = clock()
            if engine.ask(q) is None:
                break
            if i >= WARM_UP:
                times.append((clock() - before) * 1000)
            if time.monotonic() - began > NARROW:
                break
        if times:
            times.sort()
            out[c["name"]] = {"p50": times[len(times) // 2], "p95": times[len(times) * 95 // 100]}
    return out


def main():
    name, corpus, queries, folder = sys.argv[1:]
    try:
        engine = {"fts5": FTS5, "xapian": Xapian, "whoosh": Whoosh, "postgres": Postgres}[name](folder)
    except ImportError as e:
        print(e, file=sys.stderr)
        sys.exit(MISSING)
    try:
        clock = getattr(engine, "cpu", time.process_time)
        spent = 0.0
        for i, d in enumerate(letters(corpus)):
            before = clock()
            engine.add(i, d)
            spent += clock() - before
        before = clock()
        engine.finish()
        spent += clock() - before
        with open(queries, encoding="utf-8") as f:
            classes = json.load(f)
        found = measure(engine, clock, classes)
        print(json.dumps({"engine": name, "cpu": spent, "bytes": getattr(engine, "indexes", 0) or size(folder), "classes": found}))
    finally:
        if hasattr(engine, "close"):
            engine.close()


if __name__ == "__main__":
    main()
