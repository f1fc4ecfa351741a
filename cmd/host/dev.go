package main

import "context"

type devCmd struct{}

func (c *devCmd) Run(ctx context.Context, w *world) error { return nil }
