// Package observe takes the events that functions emit to where they are
// looked at: ClickHouse, Typesense, another worker, an OpenTelemetry
// collector, Sentry.
//
// An event is checked, put into the memory of each sink's lane, and from there
// into an outbox on disk, from which it is delivered for as long as it takes.
// So a sink that is slow or away costs a run nothing, and what was emitted
// survives the process. When the disk does not take events, a lane hands them
// straight to its sink and keeps in memory what that does not take either;
// past its bound the oldest are lost, and counted.
package observe
