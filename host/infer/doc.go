// Package infer asks language models through the programs that a machine has
// for it (pi, claude, codex), on behalf of scripts and of the host itself. It
// never calls a paid API.
//
// One [Engine] serves a process. It holds what must outlive an isolate: the
// queue in front of a bounded number of programs, the circuit breakers, the
// budgets and the ledger of what was used. A request names a task or a model;
// the [Routes] of the configuration say which models are tried, one after the
// other, within one deadline for all of it.
//
// The prompt goes to the program's standard input and its output to files, so
// that nothing waits for a pipe that somebody else still holds; the lines of
// the output are read as they come. What can go wrong is an [Error] with a
// code of its own.
//
// An [Adapter] knows one program: its arguments, and the events it prints.
package infer
