package reading

func (r *reader) readWorkers() {}
