// Package inngest speaks the Inngest SDK protocol for functions written in
// TypeScript: it registers them with a server, verifies and decodes the calls
// that the server makes, decides step by step what each call does, and writes
// the answers that the TypeScript SDK would write.
//
// A [Handler] is the endpoint. It turns a request into a [Call] and has a
// Player replay the function; an [Execution] is the engine that decides what
// becomes of each step the replay finds. The engine knows no JavaScript, so all
// of the protocol can be tested with plain Go values.
package inngest
