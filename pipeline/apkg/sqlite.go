package apkg

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	sqlite3 "github.com/mattn/go-sqlite3"

	"github.com/deckmill/deckmill/pipeline/names"
)

// A database is one connection to a SQLite file. It uses the driver itself and not database/sql, which costs twice the
// time of everything else together when it inserts rows (libraries.md A1).
type database struct {
	conn driver.Conn
}

// fileURI returns the URI by which SQLite opens the file named path, whatever characters the name holds.
func fileURI(path, query string) string {
	path = filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" {
		path = "/" + path // file:/C:/...
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?_mutex=no" + query
}

// openDatabase connects to a database and makes Anki's collation known (anki-format.md 2.4).
func openDatabase(uri string) (*database, error) {
	conn, err := (&sqlite3.SQLiteDriver{}).Open(uri)
	if err != nil {
		return nil, fmt.Errorf("open SQLite: %w", err)
	}
	d := &database{conn: conn}
	if err := any(conn).(*sqlite3.SQLiteConn).RegisterCollation("unicase", names.Compare); err != nil {
		return nil, errors.Join(fmt.Errorf("register a collation: %w", err), d.close())
	}
	return d, nil
}

// createDatabase opens the empty file at uri for bulk writing. Nothing is journalled or synced: a database is built in
// a temporary file, which is worthless until it is complete.
func createDatabase(uri string, pageSize int) (*database, error) {
	d, err := openDatabase(uri)
	if err != nil {
		return nil, err
	}
	err = d.exec(fmt.Sprintf("PRAGMA page_size=%d; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; "+
		"PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY; BEGIN", pageSize))
	if err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

func (d *database) close() error { return d.conn.Close() }

// exec runs the statements of sql.
func (d *database) exec(sql string) error {
	if _, err := d.conn.(driver.ExecerContext).ExecContext(context.Background(), sql, nil); err != nil {
		return fmt.Errorf("SQLite: %w", err)
	}
	return nil
}

// batchRows is the number of rows per statement: more gains nothing (libraries.md A1).
const batchRows = 32

// An inserter puts rows into one table, many at a time. Rows must come in ascending order of the primary key, so that
// SQLite only ever appends.
type inserter struct {
	table     string
	many, one driver.Stmt
	args      []driver.NamedValue // of a full batch
	width     int                 // bound values per row
	filled    int                 // values in args
}

// newInserter prepares the insertion of rows of the form tuple, in which what never changes stands as a literal, for
// that is cheaper than to bind it: `(?,?,-1,”)`.
func (d *database) newInserter(table, tuple string) (*inserter, error) {
	in := &inserter{table: table, width: strings.Count(tuple, "?")}
	in.args = make([]driver.NamedValue, in.width*batchRows)
	for i := range in.args {
		in.args[i].Ordinal = i + 1
	}
	insert := "INSERT INTO " + table + " VALUES " + tuple
	var errOne, errMany error
	in.one, errOne = d.conn.Prepare(insert)
	in.many, errMany = d.conn.Prepare(insert + strings.Repeat(","+tuple, batchRows-1))
	if err := errors.Join(errOne, errMany); err != nil {
		return nil, fmt.Errorf("SQLite: %w", err)
	}
	return in, nil
}

// add adds a row. Integers must be int64.
func (in *inserter) add(values ...driver.Value) error {
	for _, v := range values {
		in.args[in.filled].Value = v
		in.filled++
	}
	if in.filled < len(in.args) {
		return nil
	}
	in.filled = 0
	return in.run(in.many, in.args)
}

// run executes a statement. A query binds and steps in one call into C where an execution takes one per value; the rows
// need no closing. That is how version 1.14.53 of the driver works; finish counts the rows to be sure.
func (in *inserter) run(s driver.Stmt, args []driver.NamedValue) error {
	if _, err := s.(driver.StmtQueryContext).QueryContext(context.Background(), args); err != nil {
		return fmt.Errorf("insert into table %s: %w", in.table, err)
	}
	return nil
}

// close adds the rows that do not fill a batch, one by one.
func (in *inserter) close() error {
	row := make([]driver.NamedValue, in.width)
	for i := 0; i < in.filled; i += in.width {
		for j := range row {
			row[j] = driver.NamedValue{Ordinal: j + 1, Value: in.args[i+j].Value}
		}
		if err := in.run(in.one, row); err != nil {
			return err
		}
	}
	if err := errors.Join(in.one.Close(), in.many.Close()); err != nil {
		return fmt.Errorf("insert into table %s: %w", in.table, err)
	}
	return nil
}

// count returns the number of rows in a table.
func (d *database) count(table string) (int64, error) {
	var n int64
	err := d.query("SELECT count(*) FROM "+table, 1, func(row []driver.Value) error {
		n, _ = row[0].(int64)
		return nil
	})
	return n, err
}

// query calls each for every row of a query of so many columns. The values are valid during the call only as far as
// they are not kept in row, which is reused.
func (d *database) query(sql string, width int, each func(row []driver.Value) error) (err error) {
	rows, err := d.conn.(driver.QueryerContext).QueryContext(context.Background(), sql, nil)
	if err != nil {
		return fmt.Errorf("SQLite: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, width)
	for {
		switch err := rows.Next(row); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("SQLite: %w", err)
		}
		if err := each(row); err != nil {
			return err
		}
	}
}
