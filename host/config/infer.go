package config

import "time"

// Infer says how scripts ask language models.
type Infer struct {
	// InferCommand is the program, with arguments that it always gets;
	// InferAdapter says which program it behaves like, when that is not told
	// by its name.
	InferCommand string `json:"inferCommand" name:"infer-command" env:"HOST_INFER_COMMAND" default:"pi" placeholder:"COMMAND" group:"infer" help:"The program that asks language models: pi, \"claude -p\", \"codex exec\" or a path."`
	InferAdapter string `json:"inferAdapter" name:"infer-adapter" env:"HOST_INFER_ADAPTER" enum:",claude,codex,pi" default:"" placeholder:"NAME" group:"infer" help:"Which program the command behaves like, when its name does not say: claude, codex or pi."`
	// InferModels are models by task, each a list with commas.
	InferModels map[string]string `json:"inferModels" name:"infer-models" mapsep:"none" placeholder:"TASK=MODELS" group:"infer" help:"The models to try for a task, the best first, separated by commas; \"default\" is for other tasks, \"fallback\" comes last; may be repeated."`
	// InferConcurrency and InferQueue bound the programs that run and the
	// requests that wait.
	InferConcurrency int `json:"inferConcurrency" name:"infer-concurrency" env:"HOST_INFER_CONCURRENCY" default:"4" placeholder:"N" group:"infer" help:"How many programs that ask models run at a time."`
	InferQueue       int `json:"inferQueue" name:"infer-queue" env:"HOST_INFER_QUEUE" default:"256" placeholder:"N" group:"infer" help:"How many requests to models may wait for their turn; more are refused."`
	// InferBudgets are amounts by function id.
	InferBudgets map[string]string `json:"inferBudgets" name:"infer-budget" mapsep:"none" placeholder:"FUNCTION=AMOUNT" group:"infer" help:"What a function, or * for all, may use of models, such as \"5 usd/day\" or \"200000 tokens/hour\"; may be repeated."`
	// InferState is a folder; "infer" in StateDir when empty.
	InferState string `json:"inferState" name:"infer-state" env:"HOST_INFER_STATE" placeholder:"DIR" group:"infer" help:"The folder for the open circuits and, without a Redis server, the accounts of the budgets, which the workers of a machine share; infer in the state folder unless given."`
	// When a circuit opens, and for how long.
	InferCircuitFailures int           `json:"inferCircuitFailures" name:"infer-circuit-failures" env:"HOST_INFER_CIRCUIT_FAILURES" default:"3" placeholder:"N" group:"infer" help:"How many failures of a component and action open its circuit."`
	InferCircuitWindow   time.Duration `json:"inferCircuitWindow" name:"infer-circuit-window" env:"HOST_INFER_CIRCUIT_WINDOW" default:"15m" placeholder:"DURATION" group:"infer" help:"Within how long they do."`
	InferCircuitOpen     time.Duration `json:"inferCircuitOpen" name:"infer-circuit-open" env:"HOST_INFER_CIRCUIT_OPEN" default:"30m" placeholder:"DURATION" group:"infer" help:"How long an open circuit refuses requests before it lets one through."`
	// InferOutputLimit is in MiB.
	InferOutputLimit int64 `json:"inferOutputLimit" name:"infer-output-limit" env:"HOST_INFER_OUTPUT_LIMIT" default:"256" placeholder:"MIB" group:"infer" help:"The most that one run of the program may print, in MiB."`
}

func defaultInfer() Infer {
	return Infer{InferCommand: "pi", InferConcurrency: 4, InferQueue: 256,
		InferCircuitFailures: 3, InferCircuitWindow: 15 * time.Minute, InferCircuitOpen: 30 * time.Minute, InferOutputLimit: 256}
}
