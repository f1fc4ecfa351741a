package main

import "systembus/host/config"

// runtimeSettings are those of every command that runs functions.
type runtimeSettings struct {
	config.App
	config.Calls
	config.Redis
	config.Secrets
	config.Infer
	config.State
	config.Events
	config.Log
}

func (s runtimeSettings) apply(cfg *config.Config) {
	cfg.App, cfg.Calls, cfg.Redis, cfg.Secrets = s.App, s.Calls, s.Redis, s.Secrets
	cfg.Infer, cfg.State, cfg.Events, cfg.Log = s.Infer, s.State, s.Events, s.Log
}

// workerSettings are those of every command that serves functions.
type workerSettings struct {
	config.Serving
	config.Deliveries
	config.Inngest
	runtimeSettings
}

func (s workerSettings) apply(cfg *config.Config) {
	cfg.Serving, cfg.Deliveries, cfg.Inngest = s.Serving, s.Deliveries, s.Inngest
	s.runtimeSettings.apply(cfg)
}
