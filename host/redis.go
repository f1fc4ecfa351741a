package host

import (
	"systembus/host/gateway"
	"systembus/host/redis"
)

// embedRedis puts a Redis server into the process when neither the environment
// nor a secret names one.
func (a *App) embedRedis() error {
	if a.namesRedis() {
		return nil
	}
	var err error
	if a.embedded, err = redis.Embed(); err != nil {
		return err
	}
	a.lookup = a.embedded.Lookup(a.lookup)
	return nil
}

// namesRedis says whether the environment or a secret names a Redis server. One
// that is named wrongly is: connect says so.
func (a *App) namesRedis() bool {
	_, named, err := redis.FromEnvironment(a.lookup)
	for _, secret := range a.cfg.Secrets.Secrets.Value {
		named = named || secret.Env == "REDIS_URL" || secret.Env == "REDIS_HOST"
	}
	return (named || err != nil) && a.embedded == nil
}

// connect makes the way to the Redis server, and the gateway over it. No
// connection is made yet: the server's URL may be a secret that comes later.
func (a *App) connect() error {
	find := func() (redis.Target, error) {
		target, _, err := redis.FromEnvironment(a.secrets.Lookup)
		return target, err
	}
	if _, err := find(); err != nil {
		return err
	}
	a.redis = &redis.Server{Find: find, Pools: redis.NewPools(nil), Timeout: a.cfg.RedisTimeout}
	if a.embedded != nil {
		a.redis.OnUse = func() {
			a.log.Warn("Redis is embedded and in memory: what is written is gone when the host ends; set REDIS_URL to keep it")
		}
	}
	a.gateway = gateway.New(a.redis, gateway.Options{Limit: a.cfg.GatewayQueue, Log: a.log, Redactor: a.secrets.Redactor()})
	return nil
}

// EmbeddedRedis is the address of the Redis server in this process, or "".
func (a *App) EmbeddedRedis() string {
	if a.embedded == nil {
		return ""
	}
	return a.embedded.Addr()
}

// disconnect delivers what the gateway still holds, and ends all of it.
func (a *App) disconnect() {
	a.gateway.Close()
	a.redis.Close()
	if a.embedded != nil {
		a.embedded.Close()
	}
}

// redisStatus is the part of the document at / about Redis.
func (a *App) redisStatus() any {
	return struct {
		Address  string `json:"address"`
		Embedded bool   `json:"embedded"`
		redis.Stats
	}{a.redis.Addr(), a.embedded != nil, a.redis.Pools.Stats()}
}
