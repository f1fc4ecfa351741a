package image

func sbom(o Options, built *Image, binaries map[Platform]*Binary, s *scripts) ([]byte, error) {
	return nil, nil
}
