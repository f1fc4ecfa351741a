// Package sqlite lends scripts SQLite databases; "bun:sqlite" is made of it.
// Work on a database blocks the isolate that asks for it, and nothing else,
// and ends with the call.
package sqlite

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"
	"zombiezen.com/go/sqlite"

	"systembus/jsapi"
)

// BusyTimeout is how long a statement waits for another writer.
const BusyTimeout = 5 * time.Second

// Module lends "host:internal/sqlite".
func Module() *jsapi.Module {
	return &jsapi.Module{Name: "host:internal/sqlite", Open: func(vm *jsapi.VM) jsapi.Exports {
		m := &module{vm: vm, open: map[*database]struct{}{}}
		vm.OnClose(m.end)
		return jsapi.Exports{"open": m.openDatabase}
	}}
}

// module is the capability in one VM.
type module struct {
	vm *jsapi.VM

	mu   sync.Mutex
	open map[*database]struct{}
}

// end closes what the scripts left open. A statement that runs holds its
// database until it is through.
func (m *module) end() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for d := range m.open {
		go d.close()
	}
}

// database is one connection.
type database struct {
	m *module

	mu     sync.Mutex
	conn   *sqlite.Conn
	closed bool
	// big gives integers as BigInts.
	big bool
	// strict wants names of parameters without their prefix, and all of them.
	strict bool
}

// openDatabase(path, readonly, create, bigints, strict) gives
// {query(sql, parameters, mode), exec(sql), describe(sql), autocommit(),
// serialize(), close()}.
func (m *module) openDatabase(c goja.FunctionCall) goja.Value {
	path := c.Argument(0).String()
	flags := sqlite.OpenReadWrite
	switch {
	case c.Argument(1).ToBoolean():
		flags = sqlite.OpenReadOnly
	case c.Argument(2).ToBoolean():
		flags |= sqlite.OpenCreate
	}
	conn, err := sqlite.OpenConn(path, flags)
	if err != nil {
		m.vm.Throw(failure(err))
	}
	conn.SetBusyTimeout(BusyTimeout)
	d := &database{m: m, conn: conn, big: c.Argument(3).ToBoolean(), strict: c.Argument(4).ToBoolean()}
	m.mu.Lock()
	m.open[d] = struct{}{}
	m.mu.Unlock()
	vm := m.vm
	return vm.Value(jsapi.Exports{
		"query":      d.query,
		"exec":       vm.Sync("Database.exec", d.exec),
		"describe":   vm.Sync("Database.query", d.describe),
		"autocommit": vm.Sync("Database.inTransaction", func() bool { return d.conn.AutocommitEnabled() }),
		"serialize":  vm.Sync("Database.serialize", func() ([]byte, error) { return d.conn.Serialize("main") }),
		"close":      vm.Sync("Database.close", d.close),
	})
}

func (d *database) close() {
	d.m.mu.Lock()
	delete(d.m.open, d)
	d.m.mu.Unlock()
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.closed {
		d.closed = true
		_ = d.conn.Close() // what was committed is safe whatever it says
	}
}

// during holds the connection while f runs, and interrupts it with ctx.
func (d *database) during(ctx context.Context, f func() error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return &jsapi.Error{Name: "RangeError", Message: "Cannot use a closed database"}
	}
	d.conn.SetInterrupt(ctx.Done())
	defer d.conn.SetInterrupt(nil)
	err := f()
	if cause := context.Cause(ctx); cause != nil && err != nil {
		return cause
	}
	return failure(err)
}

// changes is what a statement did.
type changes struct {
	Changes int   `json:"changes"`
	LastID  int64 `json:"lastInsertRowid"`
}

// exec runs all statements of a text, without parameters.
func (d *database) exec(ctx context.Context, text string) (out changes, err error) {
	err = d.during(ctx, func() error {
		before := d.total()
		for strings.TrimSpace(text) != "" {
			stmt, rest, err := d.conn.PrepareTransient(text)
			if err != nil {
				return err
			}
			if stmt == nil {
				break
			}
			for more := true; more && err == nil; {
				more, err = stmt.Step()
			}
			if err = errors.Join(err, stmt.Finalize()); err != nil {
				return err
			}
			text = text[len(text)-rest:]
		}
		out = changes{Changes: d.total() - before, LastID: d.conn.LastInsertRowID()}
		return nil
	})
	return out, err
}

// description is what a statement is made of.
type description struct {
	Columns    []string `json:"columns"`
	Parameters int      `json:"parameters"`
}

func (d *database) describe(ctx context.Context, text string) (out description, err error) {
	out.Columns = []string{}
	err = d.during(ctx, func() error {
		stmt, _, err := d.conn.PrepareTransient(text)
		if err != nil || stmt == nil {
			return err
		}
		out.Parameters = stmt.BindParamCount()
		for i := range stmt.ColumnCount() {
			out.Columns = append(out.Columns, stmt.ColumnName(i))
		}
		return stmt.Finalize()
	})
	return out, err
}

// query(sql, parameters, mode) runs one statement. parameters are an array, or
// an object by name. mode is "all", "get", "values" or "run".
func (d *database) query(c goja.FunctionCall) goja.Value {
	vm := d.m.vm
	text, mode := c.Argument(0).String(), c.Argument(2).String()
	ctx := vm.Context()
	var out goja.Value
	err := d.during(ctx, func() error {
		stmt, err := d.conn.Prepare(text)
		if err != nil {
			return err
		}
		defer func() { _ = stmt.Reset() }() // tells the error of Step again
		if err := stmt.ClearBindings(); err != nil {
			return err
		}
		if err := d.bind(stmt, c.Argument(1)); err != nil {
			return err
		}
		before := d.total()
		out, err = d.rows(stmt, mode)
		if err == nil && mode == "run" {
			out = vm.Value(changes{Changes: d.total() - before, LastID: d.conn.LastInsertRowID()})
		}
		return err
	})
	if err != nil {
		vm.Throw(err)
	}
	return out
}

func (d *database) rows(stmt *sqlite.Stmt, mode string) (goja.Value, error) {
	rt := d.m.vm.Runtime()
	var names []string
	var all []any
	for {
		more, err := stmt.Step()
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		if mode == "run" {
			continue
		}
		if names == nil {
			for i := range stmt.ColumnCount() {
				names = append(names, stmt.ColumnName(i))
			}
		}
		values := make([]any, len(names))
		for i := range values {
			values[i] = d.column(stmt, i)
		}
		if mode == "values" {
			all = append(all, rt.NewArray(values...))
			continue
		}
		row := rt.NewObject()
		for i, name := range names {
			_ = row.Set(name, values[i]) // a fresh object takes any property
		}
		if mode == "get" {
			return row, nil
		}
		all = append(all, row)
	}
	if mode == "get" {
		return goja.Null(), nil
	}
	return rt.NewArray(all...), nil
}

func (d *database) column(stmt *sqlite.Stmt, i int) goja.Value {
	rt := d.m.vm.Runtime()
	switch stmt.ColumnType(i) {
	case sqlite.TypeInteger:
		n := stmt.ColumnInt64(i)
		if d.big {
			return rt.ToValue(big.NewInt(n))
		}
		if n > 1<<53 || n < -1<<53 {
			return rt.ToValue(float64(n))
		}
		return rt.ToValue(n)
	case sqlite.TypeFloat:
		return rt.ToValue(stmt.ColumnFloat(i))
	case sqlite.TypeText:
		return rt.ToValue(stmt.ColumnText(i))
	case sqlite.TypeBlob:
		b := make([]byte, stmt.ColumnLen(i))
		stmt.ColumnBytes(i, b)
		return d.m.vm.Bytes(b)
	}
	return goja.Null()
}

// bind gives a statement its parameters.
func (d *database) bind(stmt *sqlite.Stmt, given goja.Value) error {
	o, ok := given.(*goja.Object)
	if !ok {
		return nil
	}
	rt := d.m.vm.Runtime()
	if o.ClassName() == "Array" {
		n := int(o.Get("length").ToInteger())
		if want := stmt.BindParamCount(); n > want {
			return &jsapi.Error{Name: "RangeError", Message: fmt.Sprintf("SQLite query expected %d values, received %d", want, n)}
		}
		for i := range n {
			if err := d.bindOne(stmt, i+1, o.Get(rt.ToValue(i).String())); err != nil {
				return err
			}
		}
		return nil
	}
	for i := 1; i <= stmt.BindParamCount(); i++ {
		name := stmt.BindParamName(i)
		v := o.Get(name)
		if name != "" && (v == nil || d.strict) {
			v = o.Get(name[1:])
		}
		if v == nil {
			if d.strict {
				return &jsapi.Error{Message: fmt.Sprintf("Missing parameter %q", strings.TrimLeft(name, "$:@"))}
			}
			continue
		}
		if err := d.bindOne(stmt, i, v); err != nil {
			return err
		}
	}
	return nil
}

func (d *database) bindOne(stmt *sqlite.Stmt, i int, v goja.Value) error {
	if b, ok := jsapi.BytesOf(v); ok {
		stmt.BindBytes(i, b)
		return nil
	}
	switch x := v.Export().(type) {
	case nil:
		stmt.BindNull(i)
	case string:
		stmt.BindText(i, x)
	case bool:
		stmt.BindBool(i, x)
	case int64:
		stmt.BindInt64(i, x)
	case float64:
		if x == float64(int64(x)) && x > -1<<53 && x < 1<<53 {
			stmt.BindInt64(i, int64(x))
		} else {
			stmt.BindFloat(i, x)
		}
	case *big.Int:
		if !x.IsInt64() {
			return &jsapi.Error{Name: "RangeError", Message: fmt.Sprintf("BigInt value '%v' is out of range", x)}
		}
		stmt.BindInt64(i, x.Int64())
	default:
		return jsapi.TypeErrorf("Binding expected string, TypedArray, boolean, number, bigint or null")
	}
	return nil
}

// failure is err as Bun's SQLiteError: SQLite's own words, its code by name
// and number.
func failure(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*jsapi.Error](err); ok {
		return err
	}
	code := sqlite.ErrCode(err)
	text := wrapping.ReplaceAllString(err.Error(), "")
	text = strings.TrimPrefix(text, code.ToPrimary().Message()+": ")
	return &jsapi.Error{Name: "SQLiteError", Message: text, Code: code.String(),
		Props: map[string]any{"errno": int(code)}}
}

// wrapping is what the driver puts before SQLite's own words: what was done,
// and where in the statement.
var wrapping = regexp.MustCompile(`^sqlite: (?:(?:prepare|step|bind|reset|finalize|open "[^"]*"|open): )?(?:\d+:\d+: )?`)

// total counts the rows changed since the database was opened.
func (d *database) total() int {
	stmt, err := d.conn.Prepare("select total_changes()")
	if err != nil {
		return 0
	}
	defer func() { _ = stmt.Reset() }()
	if more, err := stmt.Step(); err != nil || !more {
		return 0
	}
	return stmt.ColumnInt(0)
}
