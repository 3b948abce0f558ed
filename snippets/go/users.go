package app

import "sync"

// users is a placeholder for your own database: the roles of each user.
var users sync.Map

func rolesOf(userID string) []string {
	roles, _ := users.Load(userID)
	known, _ := roles.([]string)
	return known
}

func setRoles(userID string, roles []string) {
	users.Store(userID, roles)
}
