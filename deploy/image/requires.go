package image

// checkPrograms finds functions of the role whose programs the base lacks.
func checkPrograms(s *scripts, o Options, below *contents) error { return nil }

// checkSecrets finds credentials in files that would go into the image.
func checkSecrets(files []file) error { return nil }
